"""Items of work speak of files and columns as who sent them knows them."""

from collections.abc import Iterable
from dataclasses import replace

from core.store import active_store
from etl import UserError, contract, declared_for, read_reference
from intake import WorkItem, sendings


def named_as_sent(items: Iterable[WorkItem]) -> list[WorkItem]:
    """Return the items with the names under which files were sent, and with the titles that were declared of them."""
    names = {each.sent.file: each.sent.original_name for each in sendings()}
    return [
        replace(
            item,
            files={path: names.get(f"{item.source}/{path}", shown) for path, shown in item.files.items()},
            own_title=_declared_title(item),
        )
        for item in items
    ]


def _declared_title(item: WorkItem) -> str:
    """The title that stands for the column in the first of the files; '' where nothing was declared."""
    if not item.column or not item.files:
        return ""
    path = next(iter(item.files))
    services = {row["service"] for row in read_reference()["services"]}
    try:
        declared = declared_for(
            active_store().raw / item.source, contract(item.source), services, path.partition("/")[0]
        )
    except UserError:
        return ""
    return next(iter(declared.of_sender(path).headers.get(item.column, [])), "")
