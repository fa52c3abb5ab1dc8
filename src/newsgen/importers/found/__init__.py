"""What tables, feeds, exports and news formats say of a story, before it is one.

A reader of such a kind fills in `item.Found` and asks `making.Maker` for the story. `bodies` makes Markdown of HTML,
Markdown or plain text, `dates` reads days and times as machines and people write them, `names` takes lists of names
apart, `safe_xml` reads XML, and `addresses` tells the old site's own addresses from others. `opening` has what
exports have in common: it asks `files` for what they hold.
"""
