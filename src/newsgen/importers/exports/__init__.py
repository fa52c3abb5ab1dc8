"""Exports of other systems: Ghost, Substack, Medium, Tumblr, Movable Type and TypePad, LiveJournal.

Each module reads one of them and has `open_sources`; `telling` knows them at first sight.
"""
