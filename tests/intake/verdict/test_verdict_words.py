"""What a verdict says in words."""

from intake import verdict_sentences
from intake.verdict.verdict import FileVerdict, ReasonCount, RowCounts

COUNTS = RowCounts(60, 16, 44, 0, 0, 0)
SHARED = "Satu baris dapat ditahan karena beberapa sebab, jadi jumlahnya lebih dari 44."


def told(*rows: int) -> list[str]:
    reasons = [ReasonCount("unit_tak_dikenal", True, each) for each in rows]
    return verdict_sentences(FileVerdict("a.csv", "permohonan", counts=COUNTS, reasons=reasons), "id", {}).understood


def test_rows_that_stand_in_several_lines_are_told() -> None:
    assert told(24, 20, 12, 11)[-1] == SHARED
    assert SHARED not in told(24, 20)
