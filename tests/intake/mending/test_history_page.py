"""The history on the page: what was changed in words, rows of a table as they stand in it, hostile texts as texts."""

from streamlit.testing.v1 import AppTest
from support.files.raw_files import SIDODADI

from core.store import Store
from intake import RowEdits, reference_table, save_table, table_text
from intake.mending.naming import Naming, give_name


def _script() -> None:
    from akses import UNNAMED
    from core.texts import translator
    from pages.sections.perbaikan.history import show_edits
    from pages.view.work import WorkView

    show_edits(WorkView(translator("id"), "id", UNNAMED))


def _shown() -> str:
    app = AppTest.from_function(_script, default_timeout=60).run()
    assert not app.exception, app.exception
    return "\n".join(each.proto.body for each in app.get("html"))


def test_changes_are_told_the_newest_first(store: Store) -> None:
    assert "Belum ada yang diubah." in _shown()
    give_name(Naming("unit_aliases", "<b>Sidodadai</b>", SIDODADI, "kata mereka"), "ani")
    table = reference_table("sla", "id")
    rows = [{"service": name, "days": "3", "source": "x"} for name in ("sktm", "domisili")]
    save_table(table, None, table_text(None, table.columns).with_edits(RowEdits(added=rows)), "budi", "rapat")
    shown = _shown()
    assert "sktm,3,x · domisili,3,x · rapat" in shown
    assert f"&lt;b&gt;Sidodadai&lt;/b&gt; = {SIDODADI} · kata mereka" in shown
    assert shown.index("local/sla.csv") < shown.index("local/unit_aliases.csv")
    assert "budi" in shown
