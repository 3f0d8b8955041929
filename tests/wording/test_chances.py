import pytest

from wording import chance_words


@pytest.mark.parametrize(
    ("chance", "rough", "exact"),
    [
        (0.004, "di bawah 5%", "di bawah 1%"),
        (0.05, "rendah (di bawah 35%)", "5%"),
        (0.34, "rendah (di bawah 35%)", "34%"),
        (0.35, "sekitar setengah (35–65%)", "35%"),
        (0.66, "tinggi (di atas 65%)", "66%"),
        (0.998, "tinggi (di atas 65%)", "di atas 99%"),
    ],
)
def test_a_chance_is_rough_until_six_waves_and_never_certain(chance: float, rough: str, exact: str) -> None:
    told = [chance_words(chance, seen, "id").replace("\u00a0", " ").replace("\u202f", " ") for seen in (3, 5, 6)]
    assert told == [rough, rough, exact]
    assert chance_words(chance, 3, "en").startswith(("below 5", "low", "about half", "high"))
