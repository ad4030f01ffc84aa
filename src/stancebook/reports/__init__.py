"""A comparison as text: terminal, Markdown, CSV, JSON, HTML. Data in, text out; no files, no printing."""
