"""Our screens, one a file."""
