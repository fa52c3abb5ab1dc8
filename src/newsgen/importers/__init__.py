"""Other systems' stories as article files: read from whatever is left, written once, and proved to be whole.

A reader (`pasted/`, …) makes `Story` values of a source, whatever that is. `article_file` spells a story as a person
would have written it, `plan` says which files come of it by what the `record` knows, `proof` compares what a page will
show with what the source said, and `run` carries all of it from one to the next. Only `files` touches the disk.
"""
