import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.frames.disclosed_tables import MONTH, drawn, published, services, units
from support.frames.table_solver import of_one_value, widths

from analytics.assistance import ALL_TOPICS, topic_cells
from analytics.services import service_cells
from analytics.services.groups import SERVICE_GROUPS
from core.disclosure import SMALL, WITHHELD, Line, is_share_hidden, is_small, safe_frame, suppress
from core.formats import safe_text


@settings(max_examples=8)
@given(st.integers(0, 100_000))
def test_no_hidden_cell_follows_from_rows_columns_and_totals(seed: int) -> None:
    """An independent solver that reads the published table alone finds two values or more for every hidden cell."""
    counts = drawn(seed)
    table, sums = published(counts)
    assert of_one_value(table, sums) == []
    hidden = {cell for cell, mark in table["mark"].items() if mark}
    assert {("kantor", *cell) for cell, count in counts.items() if is_small(count)} <= hidden
    assert all(mark == "" for (*_, group), mark in table["mark"].items() if group == "semua")  # type: ignore[has-type]


def test_the_independent_solver_finds_every_cell_that_follows() -> None:
    """Where the small counts alone are hidden, some follow from rows, columns and totals: those whose width is 0."""
    counts = drawn(5)
    table, sums = published(counts)
    true = dict.fromkeys(table.index, 0)
    for (code, group), count in counts.items():
        for place in (("kantor", code), ("wilayah", code.split(".")[0]), ("kota", "")):
            true[*place, group] += count
            true[*place, "semua"] += count
    marks = {cell: SMALL if is_small(count) and cell[-1] != "semua" else "" for cell, count in true.items()}
    bare = pd.DataFrame({"number": pd.Series(true, dtype=float), "mark": pd.Series(marks)})
    found = widths(bare, sums)
    assert set(of_one_value(bare, sums)) == set(found.index[found == 0])
    assert 0 < (found == 0).sum() < len(found)


@settings(max_examples=12)
@given(st.integers(0, 100_000))
def test_what_is_shown_is_true_and_the_order_of_rows_does_not_matter(seed: int) -> None:
    counts = drawn(seed)
    table, _ = published(counts)
    shown = {cell: table.loc[("kantor", *cell), "number"] for cell in counts}
    assert all(np.isnan(number) or number == counts[cell] for cell, number in shown.items())
    shuffled = services(counts).sample(frac=1, random_state=seed)
    others = units().sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(
        service_cells(shuffled, others, [MONTH]), service_cells(services(counts), units(), [MONTH])
    )


def test_zeros_stay_and_an_empty_office_stays_empty() -> None:
    counts = {("K1.0", group): 40 for group in SERVICE_GROUPS}
    table, _ = published(counts)
    assert set(table["mark"]) == {""}
    assert (table.loc[("kantor", "K1.1"), "number"] == 0).all()


ROW = [("a", "1"), ("a", "2"), ("a", "3"), ("a", "4")]


def row(*numbers: int) -> dict[tuple[str, ...], str]:
    return suppress(dict(zip(ROW, numbers, strict=True)), [Line(tuple(ROW), shown_total=sum(numbers))])


def test_the_smallest_other_cell_protects_and_ties_go_by_code() -> None:
    assert row(3, 20, 9, 9) == {ROW[0]: SMALL, ROW[2]: WITHHELD}
    assert row(3, 2, 9, 0) == {ROW[0]: SMALL, ROW[1]: SMALL}
    assert row(0, 20, 9, 9) == {}


def test_marks_that_add_up_to_an_extreme_need_one_more() -> None:
    """1 + 1 = 2 and 4 + 4 = 8 leave two cells marked <5 one value each; 1 + 5 = 6 does so beside an x."""
    assert row(1, 1, 30, 40)[ROW[2]] == WITHHELD
    assert row(4, 4, 30, 40)[ROW[2]] == WITHHELD
    assert len(row(1, 5, 30, 40)) == 3


def test_what_is_known_of_a_hidden_count_from_elsewhere_must_not_give_another_away() -> None:
    """1 + 13 = 14: the 13 protects the 1 unless it is known to be 13 or more; then a third one must go."""
    counts, line = dict(zip(ROW, (1, 13, 30, 40), strict=True)), Line(tuple(ROW), shown_total=84)
    for least, hidden in ((5, ROW[:2]), (12, ROW[:2]), (13, ROW[:3])):
        assert list(suppress(counts, [line], at_least={ROW[1]: least})) == hidden


def test_a_line_with_nothing_but_zeros_beside_is_withheld_whole() -> None:
    assert row(3, 0, 0, 0) == dict.fromkeys(ROW, WITHHELD)
    assert row(1, 1, 1, 1) == dict.fromkeys(ROW, WITHHELD)


def test_a_cell_that_several_lines_reveal_together_is_protected() -> None:
    """Two hidden in every line, and still the link between two blocks follows from their sums."""
    numbers = [[2, 2, 50, 60], [2, 2, 70, 80], [90, 3, 3, 3], [95, 85, 3, 3]]
    counts = {(f"r{i}", f"c{j}"): number for i, line in enumerate(numbers) for j, number in enumerate(line)}
    lines = [Line(tuple(cell for cell in counts if cell[0] == f"r{i}"), shown_total=sum(numbers[i])) for i in range(4)]
    for j in range(4):
        parts = tuple(cell for cell in counts if cell[1] == f"c{j}")
        lines.append(Line(parts, shown_total=sum(counts[cell] for cell in parts)))
    marks = suppress(counts, lines)
    small = {cell for cell, count in counts.items() if is_small(count)}
    assert small < set(marks)
    table = pd.DataFrame({"number": pd.Series(counts).where(~pd.Series(counts).index.isin(marks)), "mark": ""})
    table["mark"] = [marks.get(cell, "") for cell in table.index]
    sums = []
    for line in lines:
        label = ("sum", str(len(sums)))
        table.loc[label, :] = [line.shown_total, ""]
        sums.append((list(line.parts), label))
    assert of_one_value(table, sums) == []


def test_what_a_shown_zero_tells_is_not_hidden() -> None:
    """Nothing waits in the city, so of two places all 3 and all 20 that were sent are ready: both sums are shown."""
    ready, waiting = ([(name, place) for place in "ab"] for name in ("ready", "waiting"))
    counts = dict(zip([*ready, *waiting], (3, 20, 0, 0), strict=True))
    sums = [
        Line((one, other), shown_total=counts[one] + counts[other]) for one, other in zip(ready, waiting, strict=True)
    ]
    assert suppress(counts, [*sums, Line(tuple(waiting), shown_total=0)]) == {}
    assert suppress(counts, sums) == dict.fromkeys((ready[0], waiting[0]), WITHHELD), "the zero stands nowhere"


def test_zeros_of_a_known_sum_are_known_too() -> None:
    """Nothing in the city, so nothing in its area, so nothing at both offices, so the rest is the total."""
    counts = {(name,): number for name, number in (("area", 0), ("a", 0), ("b", 0), ("c", 3))}
    area, a, b, c = counts
    lines = [Line((area,), shown_total=0), Line((a, b), area), Line((a, c), shown_total=3)]
    assert suppress(counts, lines) == {}


def test_sums_that_do_not_hold_and_cells_without_company_are_refused() -> None:
    with pytest.raises(ValueError, match="add up"):
        suppress({("a",): 3}, [Line((("a",),), shown_total=4)])
    with pytest.raises(ValueError, match="sum of its own"):
        suppress({("a",): 3}, [Line((("a",),), shown_total=3)])


@pytest.mark.parametrize(
    ("numerator", "denominator", "hidden"),
    [(0, 9, False), (1, 9, True), (4, 90, True), (5, 90, False), (5, 9, True), (9, 9, False), (5, 10, False)],
)
def test_a_share_is_hidden_when_it_reveals_few_on_either_side(numerator: int, denominator: int, hidden: bool) -> None:
    assert is_share_hidden(numerator, denominator) is hidden


def test_texts_are_no_formulas_and_numbers_stay_numbers() -> None:
    texts = ["=1+1", "+62812", "-", "@a", "\tx", "\rx", "Sidodadi", "a=b", ""]
    assert [safe_text(text) for text in texts] == [
        "'=1+1",
        "'+62812",
        "'-",
        "'@a",
        "'\tx",
        "'\rx",
        "Sidodadi",
        "a=b",
        "",
    ]
    frame = safe_frame(pd.DataFrame({"=name": ["-1", None], "number": [-1, 2], "share": [-0.5, np.nan]}))
    assert list(frame.columns) == ["'=name", "number", "share"]
    assert frame["'=name"].iloc[0] == "'-1"
    assert frame["number"].tolist() == [-1, 2]


def topics(*rows: tuple[str, str, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["month", "topic", "calls"])
    return frame.assign(month=pd.to_datetime(frame["month"]))


def test_topics_are_hidden_alike_in_one_month_and_in_all() -> None:
    helped = topics(("2024-09-01", "a", 9), ("2024-09-01", "b", 7), ("2024-10-01", "a", 3), ("2024-10-01", "c", 8))
    months = [pd.Timestamp("2024-09-01"), MONTH]
    both, one = topic_cells(helped, months), topic_cells(helped, months[1:])
    pd.testing.assert_frame_equal(both[both["month"] == MONTH].reset_index(drop=True), one)
    marks = one.set_index("topic")["mark"]
    assert marks.to_dict() == {"a": SMALL, "b": "", "c": WITHHELD, ALL_TOPICS: ""}
    assert one.set_index("topic")["calls"][ALL_TOPICS] == 11


def test_a_single_topic_is_the_total_and_has_no_row() -> None:
    assert list(topic_cells(topics(("2024-10-01", "a", 3)), [MONTH])["topic"]) == [ALL_TOPICS]
