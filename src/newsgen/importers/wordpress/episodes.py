"""Recordings that belong to a post and stand in no text of it: episodes of podcasts. Pure."""

import html
import re
from collections.abc import Mapping, Sequence

_KEYS = ("enclosure", "audio_file", "_ssp_audio_file", "podcast_audio_url")
_KIND = re.compile(r"(?i)\b(audio|video)/|\.(?:(mp3|m4a|ogg|oga|opus|wav|flac)|(mp4|m4v|webm|ogv|mov))(?:\?\S*)?\Z")


def with_recordings(text: str, meta: Mapping[str, Sequence[str]]) -> str:
    """The text of a post, and below it the recordings in its meta that it does not show itself."""
    made = [text]
    for said in (each for key in _KEYS for each in meta.get(key, ())):
        lines = said.split("\n")
        address = lines[0].strip()
        kind = _KIND.search(lines[2]) if len(lines) > 2 else _KIND.search(address)  # noqa: PLR2004 - address, size, kind
        name = address.partition("?")[0].rpartition("/")[2]
        if kind and re.match(r"https?://\S+\Z", address) and name and not any(name in each for each in made):
            tag = "video" if (kind[1] or "").lower() == "video" or kind[3] else "audio"
            made.append(f'\n\n<{tag} src="{html.escape(address)}"></{tag}>\n\n')
    return "".join(made)
