"""What the sender should look at before sending: the doubts about the file, and whose it is."""

from collections.abc import Sequence

from etl import Doubt
from intake.verdict.verdict import Verdict, Warned

OF_SUMS = ("jumlah_tak_cocok", "hitungan_bertentangan", "hitungan_berjalan", "hitungan_sebulan")
"""Reasons of rows whose numbers do not add up to what stands beside them."""


def warnings_of(
    verdict: Verdict, doubts: Sequence[Doubt], office: str | None, *, has_macros: bool = False
) -> list[Warned]:
    """Return the warnings, the gravest first. `office`: code of the sender's own office; None: the whole city's."""
    codes = {doubt.code for doubt in doubts}
    found = _of_office(verdict, office)
    effect = verdict.effect
    if "same_file" not in codes and effect and effect.same and not (effect.new + effect.changed + effect.vanishing):
        found.append(Warned("nothing_new", number=effect.same))
    found += [Warned(each.code, each.offices, each.days, each.number, each.whole, each.words) for each in doubts]
    held = sum(each.rows for each in verdict.reasons if each.reason in OF_SUMS)
    found += [Warned("totals", number=held)] if held else []
    return [*found, *([Warned("macros")] if has_macros else [])]


def _of_office(verdict: Verdict, office: str | None) -> list[Warned]:
    others = [code for code in verdict.offices if code != office]
    if office and others:
        return [Warned("another_office" if office not in verdict.offices else "several_offices", others)]
    return []
