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


def named(content: Content, name: str) -> Content:
    return replace(content, units=(replace(content.units[0], name=name), *content.units[1:]))


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("rekap😀", "rekap?"),
        ("（中文）", "????"),
        ("a\u202eb\u200d\tc", "a?b??c"),
        ("\u2067x", "?x"),
        ("a\x07b", "a?b"),
    ],
)
def test_an_office_name_with_any_sign_is_printed_in_every_form(name: str, printed: str, october: Content) -> None:
    content = named(october, name)
    assert printed in "".join(pages(render(content))).replace(" ", "")
    page = render(content, "html").decode()
    assert printed in words(re.sub(r"<wbr>|&nbsp;", "", page))
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
