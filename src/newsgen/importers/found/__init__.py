"""What tables, feeds, exports and news formats say of a story, before it is one.

A reader of such a kind fills in `item.Found` and asks `making.Maker` for the story. `bodies` makes Markdown of HTML,
Markdown or plain text, `dates` reads days and times as machines and people write them, `names` takes lists of names
apart, and `addresses` tells the old site's own addresses from others. All of it is pure.
"""
