"""Our own widgets, one a file."""
