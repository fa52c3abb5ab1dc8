"""HTML as Markdown that a person would write.

`convert.to_markdown` is the way in. `blocks` knows paragraphs, lists, tables and figures, `inline` what stands in a
line; what Markdown cannot say stays HTML, sanitized (`raw`). The test of all of it is the way back: rendered again, the
Markdown has the same words, links, pictures and structure.
"""
