"""Saved pages as stories: the template that the pages of a site share is learned, and tells what is what on each.

`captures` unwraps a file (the Wayback Machine, browsers, MHTML, WARC) and `encodings` decodes it. `units` takes a
page apart into lines, each with its place in the page's structure; `statements` reads what a page says to machines.
`learning` makes the `rules` of a site, a template for each kind of its pages, from many of them; `reading` tells by
these which pages are stories, and asks `judge` where they know nothing; `making` makes the story: `facts` finds its
fields, `own_lines` its lines, `story_pictures` its pictures, `addresses` where they lead. `source` is the way in.
"""
