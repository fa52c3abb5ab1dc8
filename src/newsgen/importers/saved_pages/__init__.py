"""Saved pages as stories: the template that the pages of a site share is learned, and tells what is what on each.

`captures` unwraps a file (the Wayback Machine, browsers, MHTML, WARC) and `encodings` decodes it. `units` takes a
page apart into lines, each with its place in the page's structure; `statements` reads what a page says to machines.
`learning` makes the `rules` of a site, a template for each kind of its pages, from many of them; `reading` makes a
story of a page by these, and asks `judge` where they know nothing. `source` is the way in.
"""
