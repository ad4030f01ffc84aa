"""A comparison as text: terminal, Markdown, CSV, JSON, HTML."""
