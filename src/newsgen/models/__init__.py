"""The nouns: no module here reads a file, a clock or a setting."""
