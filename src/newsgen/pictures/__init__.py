"""Files of pictures: what they say of themselves, and the sizes that are made of them.

Pure: bytes come in and bytes go out. Whoever reads and keeps them is elsewhere: `builder/pictures.py`. Pillow is
imported by whoever decodes or writes a picture, and by nobody else.
"""
