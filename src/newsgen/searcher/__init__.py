"""Search: the words of texts, the index that is published with the site, and what answers a query. Pure.

`words` cuts texts into words, as the theme's `search/words.js` does; `postings` spells in which texts a word stands.
`query` knows which files and words a query wants; `slips` tells words that are typed wrongly, and `ranking` counts how
much a text says of it all.
Both languages are held together by the examples of `tests/search_vectors.json`.
"""
