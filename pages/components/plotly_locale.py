"""Indonesian for plotly: it has none of its own on board, and may not fetch any."""

from babel import Locale

_ID = Locale("id")
_DAYS = [_ID.days["format"][width] for width in ("wide", "abbreviated")]
_MONTHS = [_ID.months["format"][width] for width in ("wide", "abbreviated")]
# Plotly's weeks begin on Sunday, Babel's on Monday.
_SUNDAY_FIRST = [6, 0, 1, 2, 3, 4, 5]

INDONESIAN = {
    "dictionary": {"Download plot as a PNG": "Unduh gambar (PNG)"},
    "format": {
        "days": [_DAYS[0][day] for day in _SUNDAY_FIRST],
        "shortDays": [_DAYS[1][day] for day in _SUNDAY_FIRST],
        "months": [_MONTHS[0][month] for month in range(1, 13)],
        "shortMonths": [_MONTHS[1][month] for month in range(1, 13)],
        "date": "%d/%m/%Y",
        "decimal": ",",
        "thousands": ".",
    },
}
