"""The nouns, on paper: no module here reads a file, a clock or a setting."""
