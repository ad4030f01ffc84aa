"""The stance matrix and agreement in a terminal."""
