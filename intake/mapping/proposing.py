"""Proposals for a file that waits, in the light of what is declared of its sender."""

from pathlib import Path

from core.store import user_store
from etl import Proposal, columns_offered, contract, declared_for, read_reference


def propose(path: Path, source: str, sender: str) -> Proposal:
    """Return what the titles of a file may mean, as that sender's file of a source.

    Raises UnreadableFileError for a file without tables, UserError for a wrong entry in what is declared.
    """
    services = {row["service"] for row in read_reference()["services"]}
    declared = declared_for(user_store().raw / source, contract(source), services, sender)
    return columns_offered(path, source, declared.of_sender(f"{sender}/"))
