"""Who is told what by one look: each thing once, again when it has ended and begun anew, own offices alone."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
import pytest

from operations.alerts import evaluation
from operations.alerts.alert import Alert
from operations.alerts.deduplication import KEPT
from operations.alerts.evaluation import Lookout
from operations.alerts.memory import Memory
from operations.alerts.routing import tell
from operations.alerts.rules import AlertRule

NOW = datetime(2024, 12, 2, 7, 5)
OFFICE, TARGET, REFUSED = "kantor_perlu_dilihat", "sasaran_terlewat", "pemuatan_ditolak"
CITY: Any = type("OfCity", (), {"units": pd.DataFrame({"kecamatan_code": ["K", "M"]})})()
HEAD = "kepala@kota.contoh"


def office(code: str, area: str = "K", episode: str = "help", *, returns: bool = True) -> Alert:
    return Alert(OFFICE, code, episode, date(2024, 11, 29), f"Kantor {code}: {episode}.", "/kelurahan", area, returns)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch):
    """Lets a run find these alerts of offices; None: the build is not looked at. Returns the sentences told."""

    def run(
        memory: Memory, found: Sequence[Alert] | None, *rules: AlertRule, at: datetime = NOW, is_whole: bool = True
    ) -> list[str]:
        monkeypatch.setattr(evaluation, "OF_OFFICES", {OFFICE: lambda city: list(found or ()), TARGET: lambda city: []})
        look = Lookout(None if found is None else CITY, None, at, {})
        return [alert.sentence for alert in tell(rules or (rule(),), look, memory, "B1", is_whole=is_whole)]

    return run


def rule(*names: str, kind: str = OFFICE, area: str = "") -> AlertRule:
    return AlertRule(2, kind, None, names or (HEAD,), area)


def letters(memory: Memory) -> list[tuple[str, str]]:
    """To whom the letters that wait go, and what they say; the memory is as if they had left."""
    found = [(letter.to, letter.text) for letter in memory.letters]
    memory.letters = []
    return found


def test_the_first_letter_tells_how_things_stand_and_later_ones_what_is_new(world) -> None:
    memory = Memory()
    assert len(world(memory, [office("A"), office("B")])) == 2
    ((to, text),) = letters(memory)
    assert to == HEAD
    assert "Keadaan pada 2 Desember 2024 pukul 07.05 WITA" in text
    assert text.count("- Kantor ") == 2
    assert text.endswith("Siapa diberi tahu tentang apa diatur oleh pengelola dasbor.\n"), "no file of the server"
    assert world(memory, [office("A"), office("B")]) == []
    assert world(memory, [office("A"), office("B"), office("C")]) == ["Kantor C: help."]
    ((_to, text),) = letters(memory)
    assert "Keadaan pada" not in text
    assert "Kantor A" not in text


def test_what_has_ended_and_begins_anew_is_told_anew_under_another_id(world) -> None:
    memory, first = Memory(), {}
    world(memory, [office("A")])
    first = memory.told[HEAD]
    assert world(memory, [], at=NOW + timedelta(days=1)) == []
    assert world(memory, [office("A")], at=NOW + timedelta(days=2)) == ["Kantor A: help."]
    assert memory.told[HEAD].keys() == first.keys()
    assert memory.told[HEAD] != first


def test_what_is_of_one_time_is_never_told_again(world) -> None:
    memory, fallen = Memory(), office("A", episode="fallen 2024-11", returns=False)
    world(memory, [fallen])
    world(memory, [])
    assert world(memory, [fallen], at=NOW + timedelta(days=9)) == []
    world(memory, [], at=NOW + KEPT)
    assert memory.told[HEAD] == {}, "what can hardly come again does not pile up"


def test_what_cannot_be_looked_at_has_not_ended(world) -> None:
    memory = Memory()
    world(memory, [office("A")])
    assert world(memory, None) == []
    assert world(memory, [office("A")]) == []


def test_a_kecamatan_is_told_of_its_own_offices_alone(world) -> None:
    memory, camat = Memory(), "camat@kota.contoh"
    world(
        memory, [office("A", "K"), office("B", "M")], rule(), rule(camat, area="M"), rule(camat, kind=TARGET, area="M")
    )
    told = dict(letters(memory))
    assert "Kantor A" in told[HEAD]
    assert "Kantor B" in told[HEAD]
    assert "Kantor B" in told[camat]
    assert "Kantor A" not in told[camat]


def test_two_rules_for_one_recipient_tell_a_thing_once(world) -> None:
    memory = Memory()
    world(memory, [office("A", "K")], rule(HEAD, "webhook"), rule(area="K"))
    ((_to, text),) = letters(memory)
    assert text.count("Kantor A") == 1
    assert [post.body["subject"] for post in memory.posts] == ["A"]


def test_a_recipient_who_comes_later_is_told_how_things_stand(world) -> None:
    memory, late = Memory(), "baru@kota.contoh"
    world(memory, [office("A")])
    letters(memory)
    world(memory, [office("A")], rule(HEAD, late))
    assert [to for to, _text in letters(memory)] == [late]
    world(memory, [office("A")])
    world(memory, [office("A")], rule(HEAD, late))
    assert [to for to, _text in letters(memory)] == [late], "one whom no row names any more is forgotten"


def test_a_recipient_for_whom_nothing_was_true_at_first_gets_no_first_letter_later(world) -> None:
    memory = Memory()
    world(memory, [])
    world(memory, [office("A")])
    ((_to, text),) = letters(memory)
    assert "Yang baru pada pemeriksaan" in text


def test_each_alert_has_its_link_where_the_dashboard_has_an_address(world, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    world(memory, [office("A")], rule(HEAD, "webhook"))
    assert "http" not in letters(memory)[0][1]
    assert memory.posts.pop().body["link"] is None
    told = type("Told", (), {"alamat": "https://dasbor.contoh/"})
    monkeypatch.setattr("operations.alerts.routing.settings", lambda: told)
    world(memory, [office("B")], rule(HEAD, "webhook"))
    assert "\n  https://dasbor.contoh/kelurahan\n" in letters(memory)[0][1]
    assert memory.posts[0].body["link"] == "https://dasbor.contoh/kelurahan"


def test_a_row_that_is_wrong_for_a_while_makes_nobody_hear_it_all_again(world) -> None:
    memory, camat = Memory(), "camat@kota.contoh"
    world(memory, [office("A")], rule(), rule(camat))
    before = len(memory.letters)
    world(memory, [office("A")], rule(kind=TARGET), is_whole=False)
    assert len(memory.letters) == before, "what waits for a row with a fault goes on waiting"
    assert world(memory, [office("A")], rule(), rule(camat)) == []
