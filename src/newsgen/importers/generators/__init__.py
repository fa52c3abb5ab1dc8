"""Folders of other generators as a source, and folders of Markdown that are of none.

`telling` says whose a folder is, `configs` reads what its settings say without running any of it, and `site` is what
comes of both. `selection` tells stories from all else, `fields` and `addresses` say of a story what that generator
would have made of it, `bodies` turns its text into Markdown that newsgen reads the same way. `reading` is the recipe.
"""
