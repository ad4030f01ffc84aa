"""A study compared: matrix, consensus, disagreements, coverage. No files."""
