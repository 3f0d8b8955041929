"""Every text for users has English, nothing else is in the catalogue, and its placeholders are the same."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from core.definitions import definitions
from core.settings import ROOT
from core.sources import SOURCE_WORDS
from core.texts import CATALOGUE, English, translator
from tools.texts import branches, dictionaries, translations

FOLDERS = ("core", "akses", "wording", "report", "pages")
WORDS = (*sorted((ROOT / "wording" / "words").glob("*.py")), ROOT / "wording" / "headings.py")
# The one function that hands a text on: its callers name the text.
HANDS_ON = "translator(self.lang)(text)"
# Of a reason, and of a table.
PARTS = ("sentence", "for_held", "action", "for_sender", "meaning")


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    """The English sentence by the Indonesian one."""
    return read(CATALOGUE)


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Every text that `pybabel extract` finds."""
    template = tmp_path_factory.mktemp("texts") / "texts.pot"
    extract(ROOT, template)
    return set(read(template))


def extract(folder: Path, template: Path) -> None:
    command = ["pybabel", "-q", "extract", "-F", str(ROOT / "babel.cfg"), "-o", str(template), str(folder)]
    assert not CommandLineInterface().run(command)


def read(path: Path) -> dict[str, str]:
    with path.open("rb") as source:
        entries = read_po(source, locale="en", abort_invalid=True)
    return {str(entry.id): str(entry.string) for entry in entries if entry.id}


def placeholders(text: str) -> list[str]:
    return sorted(name for _text, name, _format, _conversion in Formatter().parse(text) if name is not None)


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module that speaks to users, by its path."""
    for path in (ROOT / "app.py", *(path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py")))):
        yield str(path.relative_to(ROOT)), parsed(path)


def names_of_words(tree: ast.Module) -> set[str]:
    """The dictionaries in which a module may look texts up: of wording, of the sources, and its own marked ones."""
    known = {name for path in WORDS for name, _words in dictionaries(parsed(path))} | {"SOURCE_WORDS"}
    taken = {alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    marked = {
        name
        for name, found in dictionaries(tree)
        if all(isinstance(value, ast.Call) and ast.unparse(value.func) == "N_" for value in found.values)
    }
    return known & taken | marked


def is_known(argument: ast.expr, names: set[str]) -> bool:
    """True for a literal, for NAME[code] and NAME.get(code, code), a part of a reason, the meaning of a table."""
    if isinstance(argument, ast.Call) and isinstance(argument.func, ast.Attribute) and argument.func.attr == "get":
        return ast.unparse(argument.func.value) in names
    if isinstance(argument, ast.Subscript):
        return ast.unparse(argument.value) in names
    return isinstance(argument, ast.Constant) or getattr(argument, "attr", "") in PARTS


def unknown(path: str, tree: ast.Module) -> list[str]:
    names = names_of_words(tree)
    calls = [call for call in translations(tree) if ast.unparse(call) != HANDS_ON]
    found = [call for call in calls if not all(is_known(argument, names) for argument in branches(call.args[0]))]
    return [f"{path}:{call.lineno}: {ast.unparse(call)}" for call in found]


def test_every_text_can_be_known_from_the_source():
    """A text put together at run time could never be in the catalogue."""
    assert [line for path, tree in modules() for line in unknown(path, tree)] == []


def test_no_text_is_without_english(texts, english):
    assert len(texts) > 900
    assert sorted(text for text in texts if not english.get(text, "").strip()) == []


def test_no_entry_is_unused(texts, english):
    assert sorted(english.keys() - texts) == []


def test_placeholders_are_the_same_in_both(english):
    assert {text for text, words in english.items() if placeholders(text) != placeholders(words)} == set()


def test_texts_are_found_wherever_they_may_stand(tmp_path):
    """Two dictionaries of one name, both sides of a choice, inside an f-string, one marked for later."""
    (tmp_path / "pages" / "sections").mkdir(parents=True)
    (tmp_path / "wording" / "words").mkdir(parents=True)
    (tmp_path / "core").mkdir()
    (tmp_path / "wording" / "words" / "states.py").write_text('STATES = {"a": "satu", "b": "dua " "kata"}\n')
    (tmp_path / "wording" / "headings.py").write_text('STATES = {"a": "tiga"}\n')
    (tmp_path / "core" / "reasons.toml").write_text('[x]\nsentence = "empat"\naction = "lima"\n')
    (tmp_path / "pages" / "sections" / "one.py").write_text(
        'STATES = {"a": N_("enam")}\nlang = "id"\nf"<p>{view.t(\'tujuh\')}</p>"\n'
        't("delapan" if lang else "sembilan")\ntranslator(lang)("sepuluh")\nother("bukan teks")\n'
    )
    extract(tmp_path, tmp_path / "texts.pot")
    expected = "satu, dua kata, tiga, empat, lima, enam, tujuh, delapan, sembilan, sepuluh"
    assert set(read(tmp_path / "texts.pot")) == set(expected.split(", "))


@pytest.mark.parametrize(
    "code",
    [
        't(f"{n} kantor")',
        't("a" + b)',
        't(STATES["a"])',
        'STATES = {"a": "tanpa tanda"}\nt(STATES["a"])',
        "t(name)",
    ],
)
def test_a_text_that_nobody_could_collect_is_told(code):
    """A dictionary of the same name in another module does not speak for this one."""
    assert len(unknown("x.py", ast.parse(code))) == 1


def test_indonesian_is_the_sentence_itself_and_english_is_not():
    assert translator("id")("Mutu data") == "Mutu data"
    assert translator("en")("Mutu data") == "Data quality"


def test_the_forecast_is_called_as_in_its_definition(texts):
    """A reader who looks the word up among the definitions finds it."""
    assert definitions()["coverage_forecast"].label_id.startswith("Prakiraan")
    assert sorted(text for text in texts if "ramalan" in text.lower()) == []


def test_sources_are_among_the_texts(texts):
    assert set(SOURCE_WORDS.values()) <= texts


@pytest.mark.parametrize(
    ("pattern", "count", "told"),
    [
        ("{n} offices have not reported", "1", "1 office has not reported"),
        ("{n} offices have not reported", "21", "21 offices have not reported"),
        ("from {n} other offices", "1", "from 1 other office"),
        ("{n} digital requests", "0.1", "0.1 digital requests"),
        ("1\u2013{n} weeks", "2", "1\u20132 weeks"),
        ("{n} of 3 offices", "1", "1 of 3 offices"),
        ("{n} kelurahan have no planned date", "1", "1 kelurahan has no planned date"),
        ("{n} live kelurahan are compared", "2", "2 live kelurahan are compared"),
    ],
)
def test_one_thing_is_told_in_the_singular(pattern: str, count: str, told: str) -> None:
    assert English(pattern).format(n=count) == told


ONE_AS_MANY = re.compile(
    r"(?<![\d.,–-])1 (?:[a-z]+ ){0,2}(?:kelurahan|office|row)\b[^.;:(]*\b(?:their|they|have|are|were)\b"
)


def test_what_is_counted_as_one_is_not_spoken_of_as_many(english):
    """The singular reaches the verb beside the noun; no word further on may call one thing them."""
    texts = {text: dict.fromkeys(placeholders(text), "1") for text in english.values()}
    told = [English(text).format(**ones) for text, ones in texts.items() if ones]
    assert [text for text in told if ONE_AS_MANY.search(text)] == []
