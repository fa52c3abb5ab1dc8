"""Page to Output: the theme, Markdown, filters. `theme` does the I/O. No URL is made here, and no order decided."""
