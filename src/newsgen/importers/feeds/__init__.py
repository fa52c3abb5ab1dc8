"""Feeds as stories: RSS, Atom and JSON Feed, as they were saved, and Blogger's exports, which are one.

`documents` reads what a file has, whatever its kind, as entries; `stories` makes a story of each; `source` is the way
in, and puts captures of one feed over each other.
"""
