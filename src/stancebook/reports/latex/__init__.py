"""Tables for LaTeX: booktabs, as wide as the line, over several pages where they are long."""
