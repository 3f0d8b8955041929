"""One palette: Streamlit's configuration says what core/theme.py says, and the server stays closed."""

import re
import subprocess
import sys
import tomllib

import pytest

from core import theme
from core.settings import ROOT

STYLE = (ROOT / "pages" / "parts" / "style.css").read_text("utf-8")
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_streamlit_wears_the_theme(mode):
    def shown(colour):
        return colour if mode == "light" else theme.DARK[colour]

    worn = CONFIG["theme"][mode]
    assert (worn["primaryColor"], worn["linkColor"]) == (shown(theme.PRIMARY), shown(theme.PRIMARY))
    assert worn["backgroundColor"] == shown(theme.PAPER)
    assert worn["secondaryBackgroundColor"] == shown(theme.SURFACE)
    assert worn["textColor"] == shown(theme.INK)
    assert worn["borderColor"] == shown(theme.LINE)


@pytest.mark.process
def test_streamlit_knows_every_setting():
    """One that it does not know is a warning at each start, and does nothing."""
    command = [sys.executable, "-m", "streamlit", "config", "show"]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "toolbarMode" in shown.stdout
    assert "not a valid config option" not in shown.stdout + shown.stderr


@pytest.mark.parametrize("colour", [c for c in theme.DARK if c not in (theme.LINE, theme.PAPER, theme.SURFACE)])
@pytest.mark.parametrize("ground", [theme.PAPER, theme.SURFACE])
def test_every_colour_of_text_stands_out_in_both_modes(colour, ground):
    """WCAG AA: a contrast of 4.5 to 1 on paper and on surfaces, light and dark."""
    assert contrast(colour, ground) >= 4.5
    assert contrast(theme.DARK[colour], theme.DARK[ground]) >= 4.5


def test_the_stylesheet_knows_both_modes_of_every_colour():
    """style.css names each colour once, as light-dark(light, dark), and no other colour of the palette."""
    pairs = re.findall(r"light-dark\((#\w{6}), (#\w{6})\)", STYLE)
    assert set(theme.DARK.items()) <= set(pairs)
    assert [colour for colour in theme.DARK if STYLE.count(colour) != 1] == []


def test_a_chart_changes_colour_for_colour():
    figure = f'{{"color": "{theme.DIGITAL}", "fill": "{theme.rgba(theme.DIGITAL, 0.1)}"}}'
    assert theme.in_dark(figure) == '{"color": "#56b4e9", "fill": "rgba(86, 180, 233, 0.1)"}'


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours by WCAG 2."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_server_speaks_to_this_machine_only():
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["browser"]["gatherUsageStats"] is False


def test_a_comment_in_a_page_is_not_shown():
    assert CONFIG["runner"]["magicEnabled"] is False


def test_every_status_has_a_colour_and_a_mark_of_its_own():
    assert list(theme.STATUS_COLOURS) == list(theme.STATUS_MARKS) == [*theme.STATUSES, theme.UNKNOWN]
    assert len(set(theme.STATUS_COLOURS.values())) == len(theme.STATUSES) + 1
    assert len(set(theme.STATUS_MARKS.values())) == len(theme.STATUSES) + 1
