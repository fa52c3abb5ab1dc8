"""Tables as stories: CSV, NDJSON, JSON and SQLite.

`cells` and `objects` read rows, `survey` looks at all of them once, `columns` guesses what each column is from its name
and its values, and `stories` makes a story of each row in a second reading. `source` is the way in.
"""
