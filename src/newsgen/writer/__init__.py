"""Outputs become files under build/: whole or not at all, and nothing that is not ours is touched.

`folder` does the I/O: a package, and no other module here touches the disk. `manifest` is the text of ownership,
`survey` decides what may be written where, and `containment` which folders may be an output at all.
"""
