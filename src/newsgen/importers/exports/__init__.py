"""Exports of other systems: Ghost, Substack, Medium, Tumblr, Movable Type and TypePad, LiveJournal.

Each module reads one of them and has `read`, and `source` opens them; `telling` knows them at first sight.
"""
