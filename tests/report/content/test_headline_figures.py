"""The four headline figures: numbers as of a day, and the sentences that both page and report print."""

import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from support.files.pdf_text import words

from analytics import City, Headline, digital_start, headline, month_span
from analytics.base import Estimate
from analytics.build import unit_days
from analytics.quality import completeness
from analytics.rollout import UsedRule, needed_requests, used_units
from analytics.services import LateCancellations
from core.formats import percent, points
from core.snapshot import Snapshot
from report.content.notices import notices, period_completeness
from report.content.summary import goals
from wording import figures, verdict_sentence
from wording.digital_days import VERDICTS  # type: ignore[attr-defined]

USED = UsedRule(28, 20)
END = date(2024, 10, 31)
START = date(2024, 8, 27)


@pytest.fixture(scope="module")
def facts(snapshot: Snapshot) -> pd.DataFrame:
    return unit_days(snapshot)


def figures_of(snapshot: Snapshot, facts: pd.DataFrame, as_of: date, units: pd.DataFrame | None = None) -> Headline:
    city = City(snapshot).with_frames(facts=facts, as_of=as_of)
    return headline(city if units is None else city.part(units["unit_code"]).with_frames(as_of=as_of), as_of)


@pytest.fixture(scope="module")
def october(snapshot: Snapshot, facts: pd.DataFrame) -> Headline:
    return figures_of(snapshot, facts, END)


def test_later_days_change_nothing(snapshot: Snapshot, facts: pd.DataFrame, october: Headline) -> None:
    """The figures of October are the same whether or not the build holds November."""
    cut = figures_of(snapshot, facts[facts["date"] <= pd.Timestamp(END)], END)
    assert figures(cut) == figures(october)


def test_the_month_before_is_the_calendar_month_before(october: Headline) -> None:
    assert october.period == (date(2024, 10, 1), END)
    assert october.before == (date(2024, 9, 1), date(2024, 9, 30))
    assert month_span(date(2024, 2, 10)) == (date(2024, 2, 1), date(2024, 2, 29))


def test_used_offices_are_live_ones_with_enough_requests(
    snapshot: Snapshot, facts: pd.DataFrame, october: Headline
) -> None:
    used = used_units(facts, END, USED.window_days, needed_requests(snapshot.table("units"), USED)).merge(
        snapshot.table("units"), on="unit_code"
    )
    is_live = facts.loc[facts["date"].eq(pd.Timestamp(END)) & facts["is_live"].eq(True), "unit_code"]
    counted = used[used["is_used"] & used["unit_code"].isin(is_live)].groupby("kind").size()
    assert {kind: row.used for kind, row in october.coverage.items()} == counted.to_dict()


def test_the_policy_gives_the_start(snapshot: Snapshot) -> None:
    calendar = snapshot.table("calendar")
    assert digital_start(calendar) == START
    assert digital_start(calendar.assign(is_digital_day=False)) is None


@pytest.mark.parametrize(
    ("start", "as_of", "state", "reason"),
    [
        (None, END, "not_applicable", "no_policy"),
        (START, date(2024, 7, 31), "not_applicable", "before_start"),
        (date(2025, 1, 7), date(2025, 1, 31), "not_provided", "no_data_since"),
    ],
)
def test_the_gap_says_why_it_is_not_there(
    snapshot: Snapshot, facts: pd.DataFrame, start: date | None, as_of: date, state: str, reason: str
) -> None:
    head = headline(City(snapshot).with_frames(facts=facts, as_of=as_of, digital_start=start), as_of)
    assert (head.gap.state, head.gap.reason) == (state, reason)
    assert not figures(head)[2].is_stated


def test_one_office_has_figures_of_its_own_kind_only(snapshot: Snapshot, facts: pd.DataFrame) -> None:
    units = snapshot.table("units")
    head = figures_of(snapshot, facts, END, units[units["unit_code"] == "64.72.02.1001"])
    assert set(head.coverage) == {"kelurahan"}
    assert figures(head)[0].value == "1/1 kelurahan"
    assert "tanpa rentang" in figures(head)[2].detail


@pytest.mark.parametrize("as_of", [date(2023, 9, 30), date(2023, 11, 30), date(2024, 8, 31), END, date(2025, 3, 3)])
def test_no_text_is_ever_empty_or_a_bare_dash(snapshot: Snapshot, facts: pd.DataFrame, as_of: date) -> None:
    """Whatever is not known is said in words."""
    for figure in figures(figures_of(snapshot, facts, as_of)):
        for text in (figure.label, figure.value, figure.detail, figure.period, figure.change, figure.sentence):
            assert text.strip(" –"), figure
            assert not {"nan", "None", "NaT"} & set(re.findall(r"\w+", text)), figure
            assert "– sampai" not in text, figure


def test_figures_without_a_value_give_the_reason(october: Headline) -> None:
    """A share, a rate and a count that are not there: words, the reason, no number."""
    share = october.share.this.copy()
    share["state"], share["reason"], share["share"] = "not_provided", "low_completeness", float("nan")
    rate = october.help.this.copy()
    rate["state"], rate["reason"], rate["rate"] = "not_provided", "not_covered", float("nan")
    unknown = {
        kind: replace(row, live=None, used=None, state="not_provided", reason="status_unknown")
        for kind, row in october.coverage.items()
    }
    head = replace(
        october,
        coverage=unknown,
        share=replace(october.share, this=share),
        help=replace(october.help, this=rate),
    )
    coverage, portion, _gap, calls_figure = figures(head)
    for figure in (coverage, portion, calls_figure):
        assert not figure.is_stated
        assert figure.value == "Datanya belum cukup"
        assert figure.sentence.startswith("Data untuk angka ini belum cukup: ")
    assert "60%" in words(portion.sentence)


def test_the_share_is_set_against_its_target(october: Headline) -> None:
    """Below, above, and not to be told apart: by the interval, not by the point."""
    row = october.share.this
    targets = {row["upper"] + 0.1: "di bawah sasaran", row["lower"] - 0.1: "terlampaui", row["share"]: "dibedakan"}
    for target, expected in targets.items():
        head = replace(october, share=replace(october.share, target=target))
        assert expected in figures(head)[1].sentence


def test_a_share_of_much_unknown_origin_is_a_range(october: Headline) -> None:
    row = october.share.this.copy()
    row["lower_unknown"], row["upper_unknown"] = 0.351, 0.423
    head = replace(october, share=replace(october.share, this=row))
    assert words(figures(head)[1].value) == "35,1–42,3%"


def test_table_and_sentence_judge_a_share_of_much_unknown_origin_alike(october: Headline, snapshot: Snapshot) -> None:
    """36% lies within what the share may be, so nobody may say how much is missing."""
    row = october.share.this.copy()
    row["share"], row["lower"], row["upper"] = 0.322, 0.31, 0.334
    row["lower_unknown"], row["upper_unknown"] = 0.322, 0.385
    head = replace(october, share=replace(october.share, this=row, target=0.36))
    targets = snapshot.table("targets")
    targets.loc[targets["measure"] == "digital_share", "value"] = 0.36
    assert "belum dapat dibedakan" in figures(head)[1].sentence.lower()
    assert [goal.missing for goal in goals([], head, targets, "id")] == ["belum dapat dibedakan"]


@pytest.mark.parametrize(("part", "is_bound", "mark"), [(0.9, False, "≈"), (0.9, True, "≥"), (0.2, False, "")])
def test_table_and_sentence_mark_a_share_alike(
    october: Headline, snapshot: Snapshot, part: float, is_bound: bool, mark: str
) -> None:
    row = october.share.this.copy()
    row["unsplit_part"], row["is_lower_bound"] = part, is_bound
    head = replace(october, share=replace(october.share, this=row))
    now = goals([], head, snapshot.table("targets"), "id")[-1].now
    assert now == figures(head)[1].value
    assert now.rstrip("0123456789,%\N{NO-BREAK SPACE}") == (f"{mark}\N{NARROW NO-BREAK SPACE}" if mark else "")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            Estimate(0.05),
            "+5,0 poin dari September 2024: 2 kantor dan hari yang sama, terlalu sedikit untuk rentang",
        ),
        (Estimate(0.05, 0.01, 0.09), "naik 5,0 poin dari September 2024: "),
        (Estimate(-0.05, -0.09, -0.01), "turun 5,0 poin dari September 2024: "),
        (Estimate(0.01, -0.009, 0.029), "belum tentu berubah dari September 2024 (+1,0 poin): "),
    ],
)
def test_up_and_down_only_beyond_the_interval(october: Headline, change: Estimate, said: str) -> None:
    told = replace(october.share.change, change=change, offices=2)
    head = replace(october, share=replace(october.share, change=told))
    assert words(figures(head)[1].change).startswith(said)
    needed = replace(october, help=replace(october.help, change=replace(october.help.change, change=change)))
    word = {"naik": "naik", "turu": "turun", "belu": "belum tentu berubah"}.get(said[:4], "disertai")
    assert word in figures(needed)[3].sentence


def test_the_gap_changes_by_the_offices_compared_both_times(october: Headline) -> None:
    """Up only beyond the interval of that change; nothing is said without one."""
    before, now = october.gap.before, october.gap.result
    assert before is not None
    assert now is not None
    codes = before.offices.loc[before.offices["role"] == "live", "unit_code"]

    def told(moved: list[float]) -> str:
        shift = pd.Series(moved[: len(codes)] + [0.0] * (len(codes) - len(moved)), codes)
        offices = before.offices.assign(gap=before.offices["gap"] + before.offices["unit_code"].map(shift))
        compared = offices if moved else offices[offices["unit_code"].isin(codes.head(3))]
        result = replace(before, since=now.since, offices=compared)
        return words(figures(replace(october, gap=replace(october.gap, result=result)))[2].change)

    steady, noisy = [0.02 + 0.001 * (at % 2) for at in range(len(codes))], [0.2, -0.2] * (len(codes) // 2)
    assert told(steady).startswith("naik 2,1 poin dari akhir September 2024, rentang +2,0")
    assert told([0.001, -0.001]).startswith("belum tentu berubah dari akhir September 2024 (0,0 poin)")
    assert told(noisy).startswith("belum dapat dipastikan naik atau turun dari akhir September 2024")
    assert told([]) == "data untuk perubahannya belum cukup: terlalu sedikit kantor atau minggu untuk menilainya"


def test_a_gap_whose_window_is_full_states_no_change(october: Headline) -> None:
    """Where no day of the period is looked at any more, 0,0 points would be no finding."""
    full = replace(october, gap=replace(october.gap, before=october.gap.result))
    assert figures(full)[2].change == "dihitung sampai 31 Oktober 2024; hari sesudahnya tidak ikut dihitung"
    assert pd.isna(full.gap.change.value)


def test_a_month_of_four_working_days_states_no_change(snapshot: Snapshot, facts: pd.DataFrame) -> None:
    """Tuesday to Friday, 1 to 4 October."""
    four, five = (figures(figures_of(snapshot, facts, date(2024, 10, day))) for day in (4, 7))
    for early in four[1:]:
        assert "data untuk perubahannya belum cukup: kurang dari 5 hari kerja" in early.change
    assert "hari kerja" not in five[2].change


@pytest.mark.parametrize("verdict", VERDICTS)
def test_each_verdict_has_one_sentence(october: Headline, verdict: str) -> None:
    """One sentence a verdict, with the policy's own weekdays; only `cannot tell` gives a reason."""
    result = october.gap.result
    assert result is not None
    reason = "wide_gap" if verdict == "cannot_tell" else "gap_and_visits"
    sentence = verdict_sentence(replace(result, verdict=verdict, reason=reason))
    assert sentence.endswith(".")
    assert ("memuat nol" in sentence) == (verdict == "cannot_tell")
    assert ("Selasa–Kamis" in sentence) == (verdict != "cannot_tell")


def test_a_share_is_provisional_for_31_days_with_its_usual_fall(october: Headline) -> None:
    """A tenth of the digital requests is usually cancelled later; then as much as is known says so."""
    row = october.share.this
    fall = row["numerator"] * 0.9 / (row["denominator"] - row["numerator"] * 0.1) - row["share"]
    late = LateCancellations(0.1, 0.08, 0.12, 5, "ok")
    told = {
        (late, True): f"biasanya menurunkannya {points(-fall).lstrip('+')}.",
        (LateCancellations(reason="few_months"), True): "bulan yang sudah lewat 31 hari).",
        (LateCancellations(0.0, 0.0, 0.0, 5, "ok"), True): "biasanya hampir tidak mengubahnya.",
        (late, False): "",
    }
    for (usual, is_provisional), said in told.items():
        share = replace(october.share, late=usual, is_provisional=is_provisional)
        assert words(figures(replace(october, share=share))[1].provisional).endswith(words(said))


def test_the_newest_month_alone_is_provisional(snapshot: Snapshot) -> None:
    """The sample ends on 29 November: October was over 29 days before, September 60."""
    city = City(snapshot)
    shares = {month: headline(city, date(2024, month, 1)).share for month in (9, 10, 11)}
    assert {month: share.is_provisional for month, share in shares.items()} == {9: False, 10: True, 11: True}
    assert all(-0.05 < share.usual_correction <= 0 for share in shares.values())
    assert city.part(["64.72.02.1001"]).late_cancellations((date(2024, 10, 1), END)) == shares[10].late


def test_the_cover_names_one_completeness(snapshot: Snapshot, facts: pd.DataFrame, october: Headline) -> None:
    """That of the reports of all offices, as on Mutu data; the share names the days that it rests on."""
    inside = facts[facts["month"] == "2024-10-01"]
    reports = completeness(inside).set_index("source").loc["kunjungan", "completeness"]
    told = notices(City(snapshot), period_completeness(inside), figures(october), (END, END), "id")
    assert any(words(f"{percent(reports, 1)} lengkap") in words(line) for line in told)
    assert reports != october.share.this["completeness"], "the sample has offices that are not live"
    assert "kelengkapan" not in " ".join(figure.detail for figure in figures(october))
