"""What players of other hosts show: the address under which people find it. Pure."""

import re

_PLAYERS = (
    (
        re.compile(r"https?://(?:www\.|m\.)?youtube(?:-nocookie)?\.com/(?:embed|v|e)/([\w-]{6,})(?:[?&#/].*)?"),
        "https://www.youtube.com/watch?v={}",
    ),
    (re.compile(r"https?://player\.vimeo\.com/video/(\d+)(?:\?.*)?"), "https://vimeo.com/{}"),
    (re.compile(r"https?://(?:www\.)?vimeo\.com/moogaloop\.swf\?(?:.*&)?clip_id=(\d+).*"), "https://vimeo.com/{}"),
    (
        re.compile(r"https?://(?:www\.)?dailymotion\.com/(?:embed/video|swf(?:/video)?)/(\w+)(?:[?&].*)?"),
        "https://www.dailymotion.com/video/{}",
    ),
    (re.compile(r"https?://open\.spotify\.com/embed/(\w+/\w+)(?:\?.*)?"), "https://open.spotify.com/{}"),
)


def watch_address(address: str) -> str:
    """The address under which people find what a player shows."""
    for pattern, shown in _PLAYERS:
        if match := pattern.fullmatch(address):
            return shown.format(match[1])
    return address
