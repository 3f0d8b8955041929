"""What the product writes below data/ is never offered to git: some of it holds persons."""

from akses.sessions import sessions_file
from core.settings import ROOT, audit_dir, settings
from core.store import Store


def test_every_folder_that_is_written_is_ignored() -> None:
    store = Store(ROOT / "data")
    folders = [getattr(store, name) for name in dir(store) if name.endswith("_dir")]
    below = [path.relative_to(settings().data_dir) for path in (sessions_file().parent, audit_dir())]
    names = {path.relative_to(store.root).parts[0] for path in folders} | {path.parts[0] for path in below}
    ignored = (ROOT / ".gitignore").read_text("utf-8").split()
    assert names >= {"warehouse", "published", "akses", "audit"}
    assert {name for name in names if f"data/{name}/" not in ignored} == set()
