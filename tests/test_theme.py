"""One palette: Streamlit's configuration says what core/theme.py says, and the server stays closed."""

import tomllib

from core import theme
from core.settings import ROOT

CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))


def test_streamlit_wears_the_theme():
    assert CONFIG["theme"]["primaryColor"] == theme.PRIMARY
    assert CONFIG["theme"]["backgroundColor"] == theme.PAPER
    assert CONFIG["theme"]["secondaryBackgroundColor"] == theme.SURFACE
    assert CONFIG["theme"]["textColor"] == theme.INK
    assert CONFIG["theme"]["borderColor"] == theme.LINE


def test_server_speaks_to_this_machine_only():
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["browser"]["gatherUsageStats"] is False


def test_every_status_has_a_colour_and_a_mark_of_its_own():
    assert list(theme.STATUS_COLOURS) == list(theme.STATUS_MARKS) == [*theme.STATUSES, theme.UNKNOWN]
    assert len(set(theme.STATUS_COLOURS.values())) == len(theme.STATUSES) + 1
    assert len(set(theme.STATUS_MARKS.values())) == len(theme.STATUSES) + 1
