"""A sign that the typefaces lack never stops a report: every form has `?` in its place, and says the same."""

import re
import unicodedata
from dataclasses import replace

import pytest
from support.files.pdf_text import pages, words
from typst import TypstError

from report.content.model import Content
from report.exits import stop_of
from report.fonts import with_known_signs
from report.forms.set import Setting, render
from report.record.record import make_record

# Names of offices, and each as it is printed.
NAMES = {
    "rekap😀": "rekap?",
    "（中文）": "????",
    "a\u202eb\u200d\tc": "a?b??c",
    "\u2067x": "?x",
    "d\x07e": "d?e",
}


def test_an_office_name_with_any_sign_is_printed_in_every_form(october: Content) -> None:
    units = tuple(replace(unit, name=name) for unit, name in zip(october.units, NAMES, strict=False))
    content = replace(october, units=(*units, *october.units[len(units) :]))
    text = "".join(pages(render(content))).replace(" ", "")
    page = words(re.sub(r"<wbr>|&nbsp;", "", render(content, "html").decode()))
    for printed in NAMES.values():
        assert printed in text
        assert printed in page
    assert render(content, "png").startswith(b"\x89PNG")


def test_letters_that_the_typefaces_have_stay(october: Content) -> None:
    """Also é written as two signs, as one system writes names of files."""
    text = "Kec. Sambutan – «37,7%» ≤ 5 × é ✓"
    assert with_known_signs({"a": [text, 3, None, True]}) == {"a": [text, 3, None, True]}
    assert with_known_signs(unicodedata.normalize("NFD", "é")) == "é"
    assert with_known_signs("a\nb") == "a\nb"
    setting = Setting.of(make_record(october))
    assert with_known_signs(setting.words) == setting.words


def test_what_cannot_be_set_is_a_sentence(october: Content) -> None:
    setting = Setting.of(make_record(october))
    with pytest.raises(TypstError) as caught:
        replace(setting, words=setting.words | {"programme": "😀"}).made("pdf")
    sentence, code = stop_of(caught.value)
    assert code == 1
    assert sentence.startswith("Laporan tidak dapat ditata: ")
    assert "\n" not in sentence
