"""Long names in little room: broken into lines, then in smaller letters, and at last shortened."""

from collections.abc import Iterator, Sequence

from report.drawing import text_width
from report.map_marks import NAME_SIZE, lines_of

SIZES = (NAME_SIZE, 5.5, 5.0)
"""Sizes of letters in points; smaller ones are not read in print."""
MOST_LINES = 3
CUT = "…"


def forms_of(name: str, width: float) -> Iterator[tuple[list[str], float]]:
    """Yield a name in lines with the size of its letters, the one to be wished for first; the last is the shortest."""
    if len(lines_of(name)) <= MOST_LINES:
        yield lines_of(name), NAME_SIZE
    for size in SIZES:
        lines = _broken(name.split(), width, size)
        if len(lines) <= MOST_LINES:
            yield lines, size
    for most in range(MOST_LINES, 0, -1):
        lines = _broken(name.split(), width, SIZES[-1])
        kept = [*lines[: most - 1], " ".join(lines[most - 1 :])]
        yield [shortened(line, width, SIZES[-1]) for line in kept], SIZES[-1]


def shortened(text: str, width: float, size: float, is_strong: bool = False) -> str:
    """Return a text that is at most so many points wide; what was longer ends in an ellipsis."""
    if text_width(text, size, is_strong) <= width:
        return text
    long = (text[:end].rstrip() + CUT for end in range(len(text) - 1, 0, -1))
    return next((cut for cut in long if text_width(cut, size, is_strong) <= width), CUT)


def _broken(words: Sequence[str], width: float, size: float) -> list[str]:
    """Words in lines as full as they can be; a word that is too long has a line of its own."""
    lines: list[str] = []
    for word in words:
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
