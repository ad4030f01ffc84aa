"""What each command of the annotate screen does: small groups of verbs, each with its table."""
