"""Words that an Indonesian editor would not print stand in no text, document or message."""

import re
from collections.abc import Iterator

from babel.messages.pofile import read_po

from core.settings import ROOT
from core.texts import CATALOGUE

OLD = re.compile(
    r"\b(hari kantor|(se|antar)?pekan|belum dapat dinyatakan|kantor yang diam|daftar tagih|titik tengah|nyata-nyata"
    r"|melihat ceritanya|lawan|terbitan|umur terhadap data|diganti dengan yang biasa|hampir sama|kantor menelepon"
    r"|seperti untuk seperti|jalan acak|bobot antarkantor)\b",
    re.IGNORECASE,
)
# Of a file's text: what a spelling in a file of the field may be, and notes on sources, are no words of ours.
DOCUMENTS = ("core/definitions.toml", "core/reasons.toml", "docs/panduan.md", "docs/metode.md", "README.md")
MESSAGES = (
    "etl",
    "etl/answers",
    "etl/answers/inspection",
    "etl/loading",
    "etl/publishing",
    "analytics/open_data",
    "notebooks",
)


def texts() -> Iterator[tuple[str, str]]:
    with CATALOGUE.open("rb") as source:
        yield from (("en.po", str(entry.id)) for entry in read_po(source, locale="en") if entry.id)
    yield from ((path, (ROOT / path).read_text("utf-8")) for path in DOCUMENTS)
    for folder in MESSAGES:
        yield from ((str(path), path.read_text("utf-8")) for path in sorted((ROOT / folder).glob("*.py")))


def test_no_text_uses_a_word_that_was_replaced() -> None:
    found = [f"{where}: {match[0]}" for where, text in texts() for match in OLD.finditer(text)]
    assert found == []
    assert OLD.search("Terbitan data, sepekan, hari kantor")
