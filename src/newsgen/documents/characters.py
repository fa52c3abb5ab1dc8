"""The rare characters of a text, found without looking at each of all the others."""

_PLAIN = b"\t\n\r" + bytes(range(0x20, 0x7F))


def rare_characters(text: str) -> str:
    """The characters of a text in their order, without tabs, line ends and what ASCII can print."""
    return text.encode(errors="surrogatepass").translate(None, _PLAIN).decode(errors="surrogatepass")
