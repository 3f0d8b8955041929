"""What the sender should look at before sending: the doubts about the file, and whose it is."""

from collections.abc import Sequence

from etl import Doubt, FileEffect
from intake.verdict.verdict import FileVerdict, Warned

OF_SUMS = ("jumlah_tak_cocok", "hitungan_bertentangan", "hitungan_berjalan", "hitungan_sebulan")
"""Reasons of rows whose numbers do not add up to what stands beside them."""


def warnings_of(
    verdict: FileVerdict, doubts: Sequence[Doubt], office: str | None, *, has_macros: bool = False
) -> list[Warned]:
    """Return the warnings, the gravest first. `office`: code of the sender's own office; None: the whole city's."""
    codes = {doubt.code: doubt for doubt in doubts}
    found = _of_office(verdict, office)
    effect = verdict.effect
    if "same_file" not in codes and effect and effect.same and not (effect.new + effect.changed + effect.vanishing):
        found.append(Warned("nothing_new", number=effect.same))
    if "same_file" in codes and (back := _days_back(effect, codes.get("waits_for_log"))):
        found.append(Warned("same_file_back", number=back))
        doubts = [doubt for doubt in doubts if doubt.code != "same_file"]
    elif "same_file" in codes and "waits_for_log" in codes and not (effect and effect.is_by_record):
        # What another file said of these days since is in no build: it cannot be said that nothing changes.
        found.append(Warned("same_file_waits"))
        doubts = [doubt for doubt in doubts if doubt.code != "same_file"]
    found += [Warned(each.code, each.offices, each.days, each.number, each.whole, each.words) for each in doubts]
    held = sum(each.rows for each in verdict.reasons if each.reason in OF_SUMS)
    found += [Warned("totals", number=held)] if held else []
    return [*found, *([Warned("macros")] if has_macros else [])]


def _days_back(effect: FileEffect | None, waiting: Doubt | None) -> int:
    """Office-days on which bytes that were sent before would put other counts than are published now.

    Records are merged by their numbers, whoever sends them again; days that nothing shows yet have no other counts.
    """
    if effect is None or effect.is_by_record:
        return 0
    return effect.changed + effect.vanishing + max(0, effect.new - (waiting.number if waiting else 0))


def _of_office(verdict: FileVerdict, office: str | None) -> list[Warned]:
    others = [code for code in verdict.spoken_of if code != office]
    if office and others:
        return [Warned("another_office" if office not in verdict.spoken_of else "several_offices", others)]
    return []
