"""Plain tables on a phone: where the headings are gone, a bare number is named."""

import pandas as pd
import pytest

from pages.parts.cards import table_html

NAMED = 'named" data-label="{}"'


@pytest.mark.parametrize(
    ("first", "second", "named"),
    [
        (["Desember 2024"], ["34"], ["Batas bawah"]),
        (["−6", "0"], ["+3,6%", "–"], ["Bulan", "Batas bawah"]),
        (["Surat"], ["x"], []),
        (["Surat", "Kartu"], ["1.270", "x"], ["Batas bawah"]),
        (["Kantor"], ["14 hari"], []),
        (["Kecamatan", "Penduduk"], ["Loa Janan", "10.224"], []),
    ],
)
def test_a_bare_number_in_the_first_line_is_named(first: list[str], second: list[str], named: list[str]) -> None:
    """The lower bound of a forecast beside its month would be taken for the forecast."""
    rows = pd.DataFrame({"Bulan": first, "Batas bawah": second, "Tengah": ["35"] * len(first)})
    body = table_html(rows, caption="t").split("<tbody>")[1]
    assert [name for name in rows.columns if NAMED.format(name) in body] == named
