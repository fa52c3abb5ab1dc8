"""Shortcodes that show what another host has, or a document: the address of that. Pure."""

import html
import re
from collections.abc import Mapping

_BY_NUMBER: Mapping[str, str] = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "fusion_youtube": "https://www.youtube.com/watch?v={}",
    "su_youtube": "https://www.youtube.com/watch?v={}",
    "youtube_sc": "https://www.youtube.com/watch?v={}",
    "youtube_video": "https://www.youtube.com/watch?v={}",
    "youtubevideo": "https://www.youtube.com/watch?v={}",
    "yt": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "fusion_vimeo": "https://vimeo.com/{}",
    "su_vimeo": "https://vimeo.com/{}",
    "vimeo_video": "https://vimeo.com/{}",
    "dailymotion": "https://www.dailymotion.com/video/{}",
    "tweet": "https://twitter.com/i/status/{}",
    "blackbirdpie": "https://twitter.com/i/status/{}",
    "gist": "https://gist.github.com/{}",
    "scribd": "https://www.scribd.com/document/{}",
    "archiveorg": "https://archive.org/details/{}",
    "wpvideo": "https://videopress.com/v/{}",
    "videopress": "https://videopress.com/v/{}",
    "ted": "https://www.ted.com/talks/{}",
    "instagram": "https://www.instagram.com/p/{}/",
    "spotify": "https://open.spotify.com/{}",
    "soundcloud": "https://soundcloud.com/{}",
    "slideshare": "https://www.slideshare.net/slideshow/embed_code/{}",
    "ustream": "https://www.ustream.tv/recorded/{}",
    "hulu": "https://www.hulu.com/embed/{}",
    "googlevideo": "https://video.google.com/videoplay?docid={}",
    "issuu": "https://issuu.com/{}",
    "bliptv": "https://blip.tv/play/{}",
    "infogram": "https://infogram.com/{}",
    "datawrapper": "https://datawrapper.dwcdn.net/{}/",
    "jwplayer": "https://cdn.jwplayer.com/players/{}.html",
    "codepen_embed": "https://codepen.io/pen/{}",
}
"""Name of each shortcode that shows what another host has to the address of that, by its number there."""
_LINKS = frozenset(
    "embed twitter facebook googlemaps slideshare flickr pinterest tiktok vc_video et_pb_video fusion_video".split()
)
NAMES = frozenset(_BY_NUMBER) | _LINKS
"""Names that mean nothing else, also where they stand alone."""
_BY_ADDRESS = re.compile(
    r"(?:[a-z]+[-_])?(?:iframe|embed(?:yt|doc|pdf|video|ly|der)?|evp_embed_video|video_?player|mp3_?player|audio_?player|player|"
    r"flowplayer|jwplayer|jw_player|fvplayer|haiku|mejsvideo|mejsaudio|esplayer|zoomsounds|podcast|powerpress|podloveaudio|"
    r"smart_track_player|pdf(?:[-_]?embedder|[-_]?viewer|js[-_]viewer)?|gview|gdoc|google-drive-embed|document|doc|file|"
    r"g?maps?|gmap|googlemap|google_map|wpgmza|fb-?video|fb_?post|facebook_post|tweet_?embed|mixcloud|bandcamp|mixtape|"
    r"spreaker|audioboom|buzzsprout|libsyn|simplecast|kickstarter|indiegogo|ustream|livestream|twitch|vine|viddler|wistia|"
    r"brightcove|jwp|rutube|youku|googleapps|googleform|giphy|imgur|codepen|jsfiddle|infogram|datawrapper|flourish|tableau|"
    r"storify|storymap|timeline|knightlab_timeline|documentcloud|dc|fusebox_track_player|sc_embed_player|thinglink|prezi|pym|sway|padlet|typeform|wufoo|eventbrite|"
    r"youtube_?\w*|youtubeplaylist|vimeo_?\w*|dailymotion_?\w*|soundcloud_?\w*|spotify_?\w*|instagram_?\w*|flickr_?\w*|"
    r"video_?\w*|swf|swfobj|kml_?flashembed|flash|quicktime|silverlight|flv|mov|mp4|mp3|wmv|pb_vidembed|anyvideo|"
    r"lyte|fve|responsive_?video|video_lightbox_\w+|wp_?video|vsw|viper_?video|mapbox|openstreetmap|osm_map\w*)"
)
"""Names of those that give an address in an attribute, or between themselves and their end."""
_ID = re.compile(r"[\w:/.=-]{2,80}")
_KEYS = (
    "src url link href file id video tweet tweet_id mp4 m4v webm mp3 flv video_url video_link youtube_id video_id "
    "doc pdf path content ogg ogv media mediaid fileurl info dir story feed 0 1".split()
)
_DIGITS = re.compile(r"\D*(\d{5,})")
_ADDRESS = re.compile(r"https?://[^\s\"'<>|]+")
_HOSTED = re.compile(r"//[\w-]+(?:\.[\w-]+)+/\S+")


def is_player(name: str) -> bool:
    """Whether a shortcode of this name shows what another host has, or a document, where it names one."""
    return name in NAMES or _BY_ADDRESS.fullmatch(name) is not None


def embedded(name: str, said: Mapping[str, str], inside: str) -> str:
    """The address of what a shortcode shows; empty where it names none."""
    if name == "googleapps" and said.get("dir"):
        asked = f"?{said['query']}" if said.get("query") else ""
        return f"https://{said.get('domain', 'docs')}.google.com/{said['dir']}{asked}"
    if name == "bandcamp" and (kind := next((each for each in ("album", "track", "video") if said.get(each)), "")):
        return f"https://bandcamp.com/EmbeddedPlayer/{kind}={said[kind]}"
    if (
        name in {"bc_video", "brightcove"}
        and said.get("video_id", "").isdigit()
        and said.get("account_id", "").isdigit()
    ):
        player = said["player_id"] if re.fullmatch(r"[\w-]+", said.get("player_id", "")) else "default"
        film = f"{player}_default/index.html?videoId={said['video_id']}"
        return f"https://players.brightcove.net/{said['account_id']}/{film}"
    if name == "slideshare" and (number := _DIGITS.match(said.get("id", ""))):
        return _BY_NUMBER[name].format(number[1])
    # What stands behind an address between a shortcode and its end is a text.
    is_text = _ADDRESS.match(inside.strip()) is not None and _ADDRESS.fullmatch(inside.strip()) is None
    given = () if is_text else (inside, *(said.get(key, "") for key in _KEYS))
    return next(filter(None, (_address_in(name, html.unescape(each).strip().removeprefix("=")) for each in given)), "")


def _address_in(name: str, typed: str) -> str:
    """The address that an attribute gives, or the number of something; empty for others."""
    if found := _ADDRESS.match(typed):
        return found[0]
    if _HOSTED.fullmatch(typed):
        return f"https:{typed}"
    return _BY_NUMBER[name].format(typed.partition("&")[0]) if name in _BY_NUMBER and _ID.fullmatch(typed) else ""
