"""content/ to Articles. `sources` does the I/O; everything else works on text.

A YAML mistake or an author's typing error lives here. What comes before what, a URL or HTML does not.
"""
