"""The tags and texts of a page, in one pass: whatever is left open is stepped over once, and read as it stands."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARK = re.compile(r"<(?=[a-zA-Z/!?])")
_NAME = re.compile(r"[a-zA-Z][^\s/>]{0,99}")
_STOP = re.compile(r"=\s*[\"']|[<>]")
"""What may end a tag, or begin a quoted value, in which neither of them does."""
_ATTRIBUTE = re.compile(r"([^\s=/\"'>]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")
_LONG_REFERENCE = re.compile(r"&#[0-9]{9,};?")
"""No sign has such a number, and Python makes none of a very long one."""
RAW = ("script", "style")
"""Elements whose content is no HTML."""


@dataclass(frozen=True)
class Tag:
    """The start or the end of an element, its name in lower case; `inside` is what stands behind its name."""

    name: str
    is_end: bool = False
    inside: str = ""

    @property
    def is_whole(self) -> bool:
        """True for `<td/>`, which has its end in it."""
        return self.inside.endswith("/")

    def attributes(self) -> dict[str, str]:
        """Return the attributes with a value, names in lower case; of two with one name the first."""
        found: dict[str, str] = {}
        for name, value in _ATTRIBUTE.findall(self.inside):
            found.setdefault(name.lower(), html.unescape(value.strip("\"'")))
        return found


class _Page:
    """One pass over a text. What was looked for in vain once is not looked for again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lost: set[str] = set()

    def find(self, what: str, place: int) -> int:
        """Return where something ends that stands at `place` or later; -1 where it does not."""
        if what in self.lost:
            return -1
        at = self.text.find(what, place)
        if at < 0:
            self.lost.add(what)
            return -1
        return at + len(what)

    def end_of_tag(self, place: int) -> int:
        """Return where the sign stands that ends a tag, or the end of the text."""
        while found := _STOP.search(self.text, place):
            if found[0] in "<>":
                return found.start()
            # A quote that nothing closes is a sign like others.
            place = max(self.find(found[0][-1], found.end()), found.end())
        return len(self.text)

    def end_of_raw(self, name: str, place: int) -> int:
        """Return where the end tag of a raw element begins; `place` where it has none."""
        what = f"</{name}"
        if what in self.lost:
            return place
        found = re.compile(f"{what}(?=[\\s/>])", re.IGNORECASE).search(self.text, place)
        if not found:
            self.lost.add(what)
        return found.start() if found else place


def tags_of(text: str) -> Iterator[Tag | str]:
    """Yield the tags and the texts between them, signs for their references; comments and declarations are left out."""
    page, place = _Page(text), 0
    while place < len(text):
        found = _MARK.search(text, place)
        start = found.start() if found else len(text)
        if start > place:
            yield _plain(text[place:start])
        if not found:
            return
        place = start + 1
        sign = text[place]
        if text.startswith("<!--", start):
            # `<!-->` is a whole comment.
            place = max(page.find("-->", start + 2), start + 4)
        elif sign in "!?":
            place = max(page.find(">", place), place + 1)
        else:
            is_end = sign == "/"
            name = _NAME.match(text, place + is_end)
            if not name:
                place = max(page.find(">", place), place + 1)
                continue
            end = page.end_of_tag(name.end())
            yield (tag := Tag(name[0].lower(), is_end, text[name.end() : end]))
            place = end + 1 if text.startswith(">", end) else end
            if tag.name in RAW and not (is_end or tag.is_whole):
                place = page.end_of_raw(tag.name, place)


def _plain(text: str) -> str:
    return html.unescape(_LONG_REFERENCE.sub("\ufffd", text)) if "&" in text else text
