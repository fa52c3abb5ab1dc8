"""Page to Output: the theme, Markdown, filters. `theme` is the door. No URL is made here, and no order decided."""
