"""Shows a publication in a browser while it is written."""
