"""The numbers that readers are told are those that the code uses: no text has one of its own."""

import re

import pytest
from babel.messages.pofile import read_po

from analytics.rollout import used_rule
from core.definitions import definitions
from core.method import SMALLEST_SHOWN, numbers
from core.settings import settings
from core.texts import CATALOGUE, translator
from report.content.method import method_lines
from wording import ACTION_SENTENCES, reason_words

OTHER = {"used_min_requests": 1_337, "used_window_days": 91, "report_min_completeness": 0.725}
TIME = r"\d+ (hari|pekan|minggu|bulan|days?|weeks?|months?)\b|\d+%"
# Levels of intervals, ends of scales, chances and delays of the forecast, and what SQL alone knows.
OWN = r"\b(0|10|25|50|75|80|90|95|100)%|(terlambat )?\b(4|8|12|26) (minggu|weeks late)|7 (hari|days)|20 (hari|days)"


@pytest.fixture
def other_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in OTHER.items():
        monkeypatch.setattr(settings(), name, value)


def all_texts(lang: str) -> dict[str, str]:
    """Every definition and every text of the catalogue as a reader gets it, by where it stands."""
    told = {key: " ".join(str(text) for _, text in entry.words(lang)) for key, entry in definitions().items()}
    with CATALOGUE.open("rb") as source:
        return told | {str(entry.id): translator(lang)(str(entry.id)) for entry in read_po(source) if entry.id}


@pytest.mark.parametrize(("lang", "least", "share"), [("id", "1.337", "72,5"), ("en", "1,337", "72.5")])
def test_other_settings_change_every_text_that_names_them(other_settings, lang, least, share):
    used = definitions()["used_coverage"].words(lang)
    assert least in used.formula
    assert " 91 " in used.formula
    assert "91 " in used.exclusions
    assert (used_rule().min_requests, used_rule().window_days) == (1_337, 91)
    assert all(told in translator(lang)(ACTION_SENTENCES["unused"]) for told in (least, " 91 "))
    assert len([text for text in all_texts(lang).values() if f"{share}%" in text]) == 2
    assert f"{share}%" in " ".join(method_lines(lang))


@pytest.mark.parametrize("lang", ["id", "en"])
def test_no_placeholder_of_the_method_is_left_in_a_text(lang):
    known = set(numbers(lang))
    assert {key for key, text in all_texts(lang).items() if known & set(re.findall(r"\{(\w+)\}", text))} == set()


def test_no_text_types_a_number_of_the_method():
    """Thresholds, windows and least counts come by placeholder: a changed setting would leave a typed one behind."""
    declared = {
        key: str(text) for key, entry in definitions().items() for text in entry.model_dump(exclude={"fields"}).values()
    }
    with CATALOGUE.open("rb") as source:
        words = [str(text) for entry in read_po(source) for text in (entry.id, entry.string)]
    typed = [text for text in (*declared.values(), *words) if re.search(TIME, re.sub(OWN, "", text))]
    assert typed == []
    assert [text for text in words if re.search(rf"<{SMALLEST_SHOWN}\b|sampai {SMALLEST_SHOWN - 1}\b", text)] == []


def test_a_threshold_is_never_rounded_to_another_one(monkeypatch):
    monkeypatch.setattr(settings(), "report_min_completeness", 0.6667)
    assert numbers("id")["report_min_completeness"] == "66,67%"
    assert numbers("en")["forecast_runs"] == "4,000"


def test_reasons_name_the_thresholds_in_words():
    assert reason_words("low_completeness") == "laporan kurang dari 60% lengkap"
    assert reason_words("short_before", "en") == "less than 8 weeks before the digital days"
