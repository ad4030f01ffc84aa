"""Agreement statistics for any table of ratings. Knows neither model nor files."""
