"""Players and posts of other sites that tags embed, as addresses and links. Pure."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import quote


def _first(arguments: Mapping[str, str], *names: str) -> str:
    return next((arguments[name].strip() for name in (*names, "0") if arguments.get(name, "").strip()), "")


def _video(prefix: str) -> Callable[[Mapping[str, str]], str]:
    def made(arguments: Mapping[str, str]) -> str:
        typed = _first(arguments, "id", "video", "video_id", "videoid", "url", "src", "yid", "w")
        if re.match(r"https?://", typed):
            return typed
        return f"{prefix}{quote(typed)}" if re.fullmatch(r"[\w-]+(?:\?[\w=&-]*)?", typed) else ""

    return made


def _tweet(arguments: Mapping[str, str]) -> str:
    typed = _first(arguments, "id", "url", "tweet")
    user = arguments.get("user") or (typed if "1" in arguments else "")
    number = arguments.get("id") or arguments.get("1") or typed
    if url := next((value for value in arguments.values() if value.startswith("https://")), ""):
        return url
    if re.match(r"https?://", typed):
        return typed
    if re.fullmatch(r"\d+", number):
        name = user if re.fullmatch(r"[A-Za-z]\w*", user) else "i/web"
        return f"https://twitter.com/{name}/status/{number}"
    return ""


def _gist(arguments: Mapping[str, str]) -> str:
    words = [arguments[key] for key in ("user", "id", "0", "1") if arguments.get(key)]
    if (url := arguments.get("url", "")).startswith("https://"):
        return f"[{url.removeprefix('https://')}]({url})"
    path = words[0] if words and "/" in words[0] else "/".join(words[:2])
    if not re.fullmatch(r"[\w.-]+(?:/[\w.-]+)?", path):
        return words[0] if words and words[0].startswith("https://") else ""
    return f"[gist.github.com/{path}](https://gist.github.com/{path})"


def _instagram(arguments: Mapping[str, str]) -> str:
    typed = _first(arguments, "id", "url")
    return typed if typed.startswith("http") else f"https://www.instagram.com/p/{quote(typed)}/" if typed else ""


def _of_number(prefix: str, typed: str) -> str:
    if typed.startswith("http"):
        return typed
    if not re.fullmatch(r"[\w-]+", typed):
        return ""
    address = f"{prefix}{typed}"
    return f"[{address.removeprefix('https://')}]({address})"


def _mastodon(arguments: Mapping[str, str]) -> str:
    host, user, number = (arguments.get(key, "").strip("@ ") for key in ("host", "user", "id"))
    if (url := _first(arguments, "url", "link")).startswith("https://"):
        return f"[{url.removeprefix('https://')}]({url})"
    if not (re.fullmatch(r"[\w.-]+\.\w+", host) and re.fullmatch(r"[\w.@-]+", user) and number.isdigit()):
        return ""
    return f"[{host}/@{user}/{number}](https://{host}/@{user}/{number})"


def _jsfiddle(arguments: Mapping[str, str]) -> str:
    typed = _first(arguments, "id", "url")
    address = typed if typed.startswith("http") else f"https://jsfiddle.net/{typed}/"
    return f"[{address.removeprefix('https://').strip('/')}]({address})" if re.fullmatch(r"\S+", typed) else ""


def _spotify(arguments: Mapping[str, str]) -> str:
    typed = _first(arguments, "url", "src")
    if typed.startswith("http"):
        return typed
    kind, number = arguments.get("type", ""), arguments.get("id", "")
    return f"https://open.spotify.com/{kind}/{number}" if re.fullmatch(r"[a-z]+/\w+", f"{kind}/{number}") else ""


def _soundcloud(arguments: Mapping[str, str]) -> str:
    typed = _first(arguments, "url", "src", "id")
    if typed.startswith("http"):
        return typed
    address = f"https://api.soundcloud.com/tracks/{typed}"
    return f"[{address.removeprefix('https://')}]({address})" if typed.isdigit() else ""


EMBEDS: Mapping[str, Callable[[Mapping[str, str]], str]] = {
    "youtube": _video("https://www.youtube.com/watch?v="),
    "youtu": _video("https://www.youtube.com/watch?v="),
    "yt": _video("https://www.youtube.com/watch?v="),
    "ytvideo": _video("https://www.youtube.com/watch?v="),
    "vimeo": _video("https://vimeo.com/"),
    "dailymotion": _video("https://www.dailymotion.com/video/"),
    "tweet": _tweet,
    "twitter": _tweet,
    "twitter_simple": _tweet,
    "x": _tweet,
    "gist": _gist,
    "instagram": _instagram,
    "instagram_simple": _instagram,
    "soundcloud": _soundcloud,
    "spotify": _spotify,
    "bilibili": lambda arguments: _of_number("https://www.bilibili.com/video/", _first(arguments, "id", "bvid", "src")),
    "mastodon": _mastodon,
    "toot": _mastodon,
    "jsfiddle": _jsfiddle,
    "gram": _instagram,
    "streamable": lambda arguments: _of_number("https://streamable.com/", _first(arguments, "id")),
    "asciinema": lambda arguments: _of_number("https://asciinema.org/a/", _first(arguments, "id", "key")),
    "embed": lambda arguments: (
        _first(arguments, "url", "src") if _first(arguments, "url", "src").startswith("http") else ""
    ),
}


def embed_name(name: str) -> str:
    """The embed that a tag means by its name; empty for none."""
    plain = re.sub(r"[-_]?(?:lite|embed|enhanced|player|video)\Z", "", name)
    return name if name in EMBEDS else plain if plain in EMBEDS else ""
