"""One palette for screen, map and print. Okabe-Ito based: safe for colour-blind readers, AA on its paper."""

INK = "#1f2933"
MUTED = "#55616d"
LINE = "#d9dee3"
PAPER = "#ffffff"
SURFACE = "#f4f6f8"
PRIMARY = "#0b5d8a"
DIGITAL = "#0072b2"
VISIT = "#b05000"
TARGET = "#8a2f62"
GOOD = "#00795c"
WARN = "#8a5000"
BAD = "#b3261e"
# The same palette on dark paper: colour for colour, so that a chart drawn for light paper can change (`in_dark`).
DARK = {
    INK: "#e8edf2",
    MUTED: "#a9b6c2",
    LINE: "#3a4753",
    PAPER: "#11181f",
    SURFACE: "#1b252e",
    PRIMARY: "#7cc4ee",
    DIGITAL: "#56b4e9",
    VISIT: "#f0934a",
    TARGET: "#e59ac6",
    GOOD: "#4cc9a4",
    WARN: "#f0b45a",
    BAD: "#ff9a90",
}

STATUSES = ("aktif", "pelatihan", "sosialisasi", "persiapan", "belum", "ditunda")
# Not a status anyone can report: what the map shows where none is known for the day.
UNKNOWN = "tidak_diketahui"
# One hue, darker with each step towards live; what stands apart from the steps has a hue apart.
STATUS_COLOURS = {
    "aktif": "#0b4f86",
    "pelatihan": "#5da3d3",
    "sosialisasi": "#93c6e6",
    "persiapan": "#c3dff0",
    "belum": "#e6edf2",
    "ditunda": "#e0909a",
    UNKNOWN: "#fbfaf4",
}
# The second, non-colour mark: fuller shapes for statuses nearer to live.
STATUS_MARKS = {
    "aktif": "●",
    "pelatihan": "◕",
    "sosialisasi": "◑",
    "persiapan": "◔",
    "belum": "○",
    "ditunda": "✕",
    UNKNOWN: "?",
}

# Classes of the map's other layers, from little to much; one hue each, told apart in grey as well.
SHARE_COLOURS = ("#deebf7", "#a6cbe6", "#6aa5d2", "#2b78b8", "#0b4a80")
COMPLETENESS_COLOURS = ("#edf5ef", "#b5dcc3", "#63b189", "#00684f")
HELP_COLOURS = ("#fdebd8", "#f2b57c", "#b34700")
RESIDENT_COLOURS = ("#efe6f4", "#cdb3dd", "#a97fc4", "#7f4a9f", "#52216f")
NOTHING = "#fbfaf4"
FILLS_IN_DARK = {
    **dict(zip(STATUS_COLOURS.values(), ("#d3eafa", "#6db3de", "#2f74a6", "#28506e", "#2d3b47"), strict=False)),
    **dict(zip(HELP_COLOURS, ("#40301f", "#8a4a12", "#f0934a"), strict=True)),
    **{
        colour: steps[-1 - at]
        for steps in (SHARE_COLOURS, COMPLETENESS_COLOURS, RESIDENT_COLOURS)
        for at, colour in enumerate(steps)
    },
    NOTHING: "#1b252e",
}
"""Colours of classes as on dark paper: there more is lighter, so that what is least stands out least."""
FAINT = 1.35
"""The contrast below which a paper-coloured line is lost on a fill."""
BORDER = "#aab4be"


def rgba(colour: str, alpha: float) -> str:
    """Return a colour `#rrggbb` as one that lets the ground through."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {alpha})"


def in_dark(text: str) -> str:
    """Return a text (a colour, or a whole figure as JSON) with every colour of the palette as on dark paper."""
    for light, dark in DARK.items():
        text = text.replace(light, dark).replace(_triple(light), _triple(dark))
    return text


def _triple(colour: str) -> str:
    return rgba(colour, 1).rpartition(",")[0]


def ink_on(colour: str) -> str:
    """Return the text colour, ink or paper, that stands out more against a fill (#rrggbb)."""
    return max(INK, PAPER, key=lambda text: _contrast(text, colour))


def border_on(colour: str) -> str:
    """Return the line colour around a fill: paper, where that can be told from the fill."""
    return PAPER if _contrast(PAPER, colour) > FAINT else BORDER


def _contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours. Source: WCAG 2.2, definition of contrast ratio."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
