"""Folders of other generators as a source, and folders of Markdown that are of none.

`telling` says whose a folder is, `configs` reads what its settings say without running any of it, and `site` is what
comes of both. `selection` tells stories from all else, `fields` and `addresses` say of a story what that generator
would have made of it, `bodies` turns its text into Markdown that newsgen reads the same way. `sorting` says what it is,
`naming` what its file is called, `known_tags` which tag is what, by its name with the table in `tag_families`, and
`tag_markdown` what that looks like. `reading` is the recipe.

What a site defines itself is worked out and never run: `scripts` reads expressions and functions of JavaScript
(`script_words`: its words), and `script_worker` works out what they are worth: `script_values` is what that can be,
`script_methods` what texts and lists answer, `script_dates` what dates do, `script_functions` what is known by name.
`site_scripts` finds them, `templates` fills templates in with what `template_names` knows. `unarrived` looks for words
of tags and fields that were lost on the way.
"""
