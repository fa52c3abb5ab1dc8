"""Formats in which agencies send news: ninjs, NITF and NewsML, as files, folders of them, or lines of JSON.

`ninjs` reads items of JSON, `nitf` a document of XML, `newsml` what surrounds one; `source` is the way in, and keeps
the newest version of each item.
"""
