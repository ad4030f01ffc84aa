"""The stance matrix as a workbook."""
