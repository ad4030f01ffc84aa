"""Files to model and back: strict reading, safe writing, check."""
