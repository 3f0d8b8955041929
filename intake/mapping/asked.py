"""What must be asked of a file that does not say it, by its verdict and by what is declared of its sender."""

from typing import Final

from core.store import user_store
from etl import UserError, contract, declared_for, read_reference
from intake.verdict.verdict import FileVerdict

COLUMNS, OFFICE, ORDER, ZONE = "columns", "office", "date_order", "zone"
QUESTIONS: Final = {
    "judul_tak_dikenal": COLUMNS,
    "kolom_wajib_tidak_ada": COLUMNS,
    "bagian_tak_dikenal": COLUMNS,
    "kantor_tak_disebut": OFFICE,
    "urutan_tanggal_campur": ORDER,
    "urutan_tanggal_tak_pasti": ORDER,
    "urutan_bertentangan": ORDER,
}
"""What an answer mends, by the reason for which a file or a row is not as it should be."""

OF_OFFICE: Final = ("another_office", "kantor_bertentangan")
"""Reasons that another sending office may mend."""
ANY_TIME: Final = ("died", "late", "memory", "no_room", "not_judged")
"""Reasons that have to do with the machine, so that the same file may fare better later."""


def asked_of(verdict: FileVerdict, sender: str) -> frozenset[str]:
    """Return what is asked of a file with a known source: columns, office, date_order, zone; nothing for most."""
    reasons = {verdict.reason, *(each.reason for each in verdict.reasons)}
    found = {*verdict.needs} & {COLUMNS, OFFICE, ORDER}
    found |= {question for reason, question in QUESTIONS.items() if reason in reasons}
    return frozenset(found | ({ZONE} if verdict.source and _lacks_zone(verdict.source, sender) else set()))


def may_be_mended(verdict: FileVerdict) -> bool:
    """Return True where an answer, another source or another office could make the file, or more of it, be read."""
    is_guess = verdict.because == "name"
    return verdict.reason is None or is_guess or bool(verdict.needs) or verdict.reason in (*QUESTIONS, *OF_OFFICE)


def is_worth_another_look(verdict: FileVerdict) -> bool:
    """Return True where the same file may be judged otherwise if it is judged again."""
    return may_be_mended(verdict) or verdict.reason in ANY_TIME


def _lacks_zone(source: str, sender: str) -> bool:
    if not contract(source).has_times:
        return False
    try:
        services = {row["service"] for row in read_reference()["services"]}
        declared = declared_for(user_store().raw / source, contract(source), services, sender)
    except UserError:
        return False
    return declared.of_sender(f"{sender}/").zone is None
