"""How well saved pages are read: made sites in the manner of dead ones, with the truth beside, and what an import finds.

`stories` makes stories in several languages, `templates` and `held_out` dress them as sites did from 1998 to 2024, each in
ways that are meant to mislead. The templates of `held_out` are no part of what the reader was tuned on.
"""
