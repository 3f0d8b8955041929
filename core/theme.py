"""One palette for screen, map and print. Okabe-Ito based: safe for colour-blind readers."""

INK = "#1f2933"
MUTED = "#5b6773"
LINE = "#d9dee3"
PAPER = "#ffffff"
SURFACE = "#f4f6f8"
PRIMARY = "#0b5d8a"
DIGITAL = "#0072b2"
VISIT = "#c2610c"
TARGET = "#8a2f62"
GOOD = "#00795c"
WARN = "#9a5b00"
BAD = "#b3261e"

STATUSES = ("aktif", "pelatihan", "sosialisasi", "persiapan", "belum", "ditunda")
# Not a status anyone can report: what the map shows where none is known for the day.
UNKNOWN = "tidak_diketahui"
STATUS_COLOURS = {
    "aktif": "#0072b2",
    "pelatihan": "#1aae85",
    "sosialisasi": "#e0b000",
    "persiapan": "#9bc9e8",
    "belum": "#e3e6ea",
    "ditunda": "#d9808f",
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
