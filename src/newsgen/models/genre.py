"""The kinds of stories of which readers must know what they read: all others are news."""

GENRES = (
    "analysis",
    "background",
    "editorial",
    "interview",
    "letter",
    "obituary",
    "opinion",
    "report",
    "review",
    "satire",
    "sponsored",
)
"""Each is a word of the theme, `labels.genres`."""
