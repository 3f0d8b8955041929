"""A file of declarations gets an entry more and keeps every other sign."""

import tomllib

import pytest

from intake.mending.toml_text import UneditableError, with_entry, with_word, without_word

WORD = "Beres"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 'empty_words = ["Beres"]\n'),
        ('zone = "WITA" # kata Bu Rina\n', 'zone = "WITA" # kata Bu Rina\nempty_words = ["Beres"]\n'),
        ('zone = "WITA"', 'zone = "WITA"\nempty_words = ["Beres"]\n'),
        ('empty_words = ["xx"] # lama\n', 'empty_words = ["xx", "Beres"] # lama\n'),
        ("empty_words = []\n", 'empty_words = ["Beres"]\n'),
        ('empty_words = ["a]", "b",]\n', 'empty_words = ["a]", "b","Beres"]\n'),
        (
            'empty_words = [\n    "a", # satu\n    "b" # dua\n]\n',
            'empty_words = [\n    "a", # satu\n    "b" # dua\n    , "Beres"\n]\n',
        ),
        (
            'zone = "WITA"\n\n[headers]\nunit = ["Nama Kantor"]\n',
            'zone = "WITA"\nempty_words = ["Beres"]\n\n[headers]\nunit = ["Nama Kantor"]\n',
        ),
        ('# semua\r\nzone = "WITA"\r\n', '# semua\r\nzone = "WITA"\r\nempty_words = ["Beres"]\r\n'),
    ],
)
def test_a_word_comes_to_a_list_wherever_it_stands(text: str, expected: str) -> None:
    assert with_word(text, ("empty_words",), WORD) == expected
    assert with_word(expected, ("empty_words",), WORD) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('zone = "WITA"\n', 'zone = "WITA"\n\n[values.status]\nsiap_diambil = ["Beres"]\n'),
        (
            '[values.status] # kata mereka\nsiap_diambil = ["Jadi"]\n\n[values.origin]\nrt = ["X"]\n',
            '[values.status] # kata mereka\nsiap_diambil = ["Jadi", "Beres"]\n\n[values.origin]\nrt = ["X"]\n',
        ),
        (
            '[values.status]\ndibatalkan = ["Hapus"]\n\n[values.origin]\nrt = ["X"]\n',
            '[values.status]\ndibatalkan = ["Hapus"]\nsiap_diambil = ["Beres"]\n\n[values.origin]\nrt = ["X"]\n',
        ),
    ],
)
def test_a_word_comes_to_a_list_of_a_table(text: str, expected: str) -> None:
    assert with_word(text, ("values", "status", "siap_diambil"), WORD) == expected


def test_an_entry_is_replaced_and_its_remark_stays() -> None:
    text = '# satu\ndate_order = "MDY" # "DMY"? tanya\nzone = "WITA"\n'
    assert with_entry(text, ("date_order",), "DMY") == '# satu\ndate_order = "DMY"  # "DMY"? tanya\nzone = "WITA"\n'
    new = with_entry(text, ("unit_by_file", "a b*.xlsx"), 'Kelurahan "X"')
    assert new == text + '\n[unit_by_file]\n"a b*.xlsx" = "Kelurahan \\"X\\""\n'


@pytest.mark.parametrize("word", ['a"b', "a\\b", "baris", "<b>", "=1+1", "# bukan catatan", "é\x7f", "'''"])
def test_any_word_is_the_word_that_is_read(word: str) -> None:
    new = with_word('empty_words = ["x"] # y\n', ("empty_words",), word)
    assert tomllib.loads(new) == {"empty_words": ["x", word]}
    assert new.endswith("# y\n")


@pytest.mark.parametrize(
    "text", ['values = {status = {siap_diambil = ["Jadi"]}}\n', 'values.status.siap_diambil = ["Jadi"]\n']
)
def test_what_is_written_otherwise_is_left_alone_and_the_line_is_told(text: str) -> None:
    with pytest.raises(UneditableError) as error:
        with_word(text, ("values", "status", "siap_diambil"), WORD)
    assert str(error.value) == '[values.status] siap_diambil = ["Beres"]'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('empty_words = ["xx", "Beres"] # lama\n', 'empty_words = ["xx"] # lama\n'),
        ('empty_words = ["Beres", "xx"]\n', 'empty_words = ["xx"]\n'),
        ('empty_words = ["Beres"]\nzone = "WITA"\n', 'empty_words = []\nzone = "WITA"\n'),
        ("empty_words = ['Beres', 'xx'] # satu\n", 'empty_words = ["xx"]  # satu\n'),
        (
            'empty_words = [\n    "a", # satu\n    "Beres", # dua\n]\n',
            'empty_words = [\n    "a", # satu\n    # dua\n]\n',
        ),
    ],
)
def test_a_word_leaves_a_list_and_the_rest_stays(text: str, expected: str) -> None:
    assert without_word(text, ("empty_words",), WORD) == expected
