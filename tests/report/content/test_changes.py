"""A revision says what changed: every reading before and after; nothing is said where both reports read the same."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from support.files.pdf_text import pages, words

from report.content.blocks import CoverageChart, Section, Text
from report.content.model import Content
from report.forms.set import render_record
from report.record.changes import changes, on_cover
from report.record.record import make_record, revised


def figure(content: Content, **parts: Any) -> Content:
    return replace(content, figures=(replace(content.figures[0], **parts), *content.figures[1:]))


def units(content: Content, office: str, **parts: Any) -> Content:
    return replace(
        content, units=tuple(replace(unit, **parts) if unit.name == office else unit for unit in content.units)
    )


def section(content: Content, key: str, more: Callable[[Section], Section]) -> Content:
    return replace(content, sections=tuple(more(part) if part.key == key else part for part in content.sections))


def longer(part: Section) -> Section:
    return replace(part, blocks=(*part.blocks, Text("Tambahan.")))


def less(part: Section) -> Section:
    return replace(part, blocks=tuple(block for block in part.blocks if block.kind != "coverage"))


def rounded_otherwise(content: Content) -> Content:
    """As another version of a library may: no reading is another one."""
    units = tuple(
        replace(
            unit,
            reported=unit.reported and unit.reported + 1e-12,
            outline=tuple(tuple((x + 1e-12, y) for x, y in ring) for ring in unit.outline),
        )
        for unit in content.units
    )
    return replace(content, units=units)


CASES: list[tuple[Callable[[Content], Content], str]] = [
    (lambda old: figure(old, value="24/59"), f"Kantor aktif: {'{value}'} menjadi 24/59"),
    (lambda old: figure(old, detail="dipakai: 9"), "Kantor aktif: «{detail}» menjadi «dipakai: 9»"),
    (lambda old: figure(old, change="+8"), "Kantor aktif: «{change}» menjadi «+8»"),
    (lambda old: figure(old, sentence="Baru 9."), "Kantor aktif: «{sentence}» menjadi «Baru 9»"),
    (lambda old: replace(old, summary=replace(old.summary, verdict="Lain.")), "kesimpulan berbunyi lain"),
    (lambda old: replace(old, notices=(*old.notices, "Satu lagi.")), "kini perlu diketahui: «Satu lagi»"),
    (lambda old: replace(old, notices=old.notices[1:]), "tidak berlaku lagi: «{notice}»"),
    (lambda old: units(old, "Bugis", outline=()), "bentuk wilayah pada peta"),
    (lambda old: replace(old, goals=old.goals[1:]), "sasaran"),
    (lambda old: section(old, "coverage", less), "“Cakupan, laju, dan prakiraan”"),
    (lambda old: section(old, "help", longer), "“{help}”"),
    (lambda old: replace(old, sections=old.sections[:2] + old.sections[3:]), "“Apa yang benar-benar berubah”"),
    (lambda old: units(old, "Bugis", name="Bugis Baru"), "kantor: Bugis Baru"),
    (lambda old: replace(old, units=old.units[:-1]), "kantor: {last}"),
]


@pytest.mark.parametrize(("change", "said"), CASES)
def test_a_single_change_is_named_as_such(change: Callable[[Content], Content], said: str, october: Content) -> None:
    old = october.figures[0]
    known = {name: getattr(old, name).rstrip(".") for name in ("value", "detail", "change", "sentence")}
    known["help"] = next(part.title for part in october.sections if part.key == "help")
    told = changes(october, change(october))
    assert "".join(told[:1]) == said.format(**known, notice=october.notices[0].rstrip("."), last=october.units[-1].name)
    assert told[1:] == (["juga berubah: bentuk wilayah pada peta"] if said == "kantor: {last}" else [])


def test_offices_of_one_name_are_told_apart(october: Content) -> None:
    assert changes(october, units(october, "Sambutan", reported=0.5)) == ["kantor: Kec. Sambutan, Sambutan"]


def ahead(part: Section) -> Section:
    """Another plan, told in other words."""
    blocks = (replace(each, ahead=()) if isinstance(each, CoverageChart) else each for each in part.blocks)
    return replace(part, blocks=(*blocks, Text("Rencana lain.")))


@pytest.mark.parametrize(
    "change",
    [
        lambda old: replace(old, notices=old.notices[::-1]),
        lambda old: section(old, "help", lambda part: replace(part, title="Judul lain")),
        lambda old: section(old, "coverage", ahead),
        lambda old: section(old, "quality", longer),
        lambda old: figure(old, provisional="Sementara."),
        lambda old: replace(old, method=("Cara lain.",), definitions=(), build="20990101T000000Z-00000000"),
        rounded_otherwise,
    ],
)
def test_where_no_reading_changed_nothing_is_said(change: Callable[[Content], Content], october: Content) -> None:
    """Order, headings, explanations, plans, data of another build, digits that nobody sees: the archive keeps these."""
    record = make_record(october)
    assert revised(make_record(change(october)), record)["replaces"]["changes"] == []


def test_what_else_changed_comes_last(october: Content) -> None:
    told = changes(october, replace(figure(october, value="24/59"), goals=october.goals[1:]))
    assert told[-1] == "juga berubah: sasaran"


def test_a_correction_of_everything_leaves_the_cover_readable(october: Content) -> None:
    """Every figure reads differently: the cover names all of them in brief, and each reading stands at the end."""
    figures = tuple(replace(each, value="1", detail="d", change="c", sentence="Lain.") for each in october.figures)
    record = revised(make_record(replace(october, figures=figures, notices=())), make_record(october))
    told = record["replaces"]
    cover = on_cover(told)
    assert cover[:4] == [f"{each.label}: {each.value} menjadi 1" for each in october.figures]
    assert cover[4:] == ["yang perlu diketahui"]
    page = words(render_record(record, "html").decode().replace("&nbsp;", " "))
    printed = pages(render_record(record))
    for text in (page, " ".join(printed[1:])):
        assert words("Yang berubah sejak revisi 1") in text
        assert all(words(change) in text for change in told["changes"])
    assert words("; ".join(cover)) in printed[0]
    assert "Di mana layanan sudah aktif" in printed[0]


def test_what_the_cover_has_room_for_stands_there_alone(october: Content) -> None:
    record = revised(make_record(figure(october, change="+8")), make_record(october))
    assert on_cover(record["replaces"]) == record["replaces"]["changes"]
    assert "Yang berubah sejak revisi 1" not in render_record(record, "html").decode()


def test_pages_that_read_otherwise_along_with_a_figure_are_named(october: Content) -> None:
    """What the first pages tell of what may come corrects nothing by itself."""
    assert october.decision is not None
    answers = (replace(october.decision.answers[0], value="24 dari 59 kelurahan"), *october.decision.answers[1:])
    other = replace(october, decision=replace(october.decision, answers=answers))
    assert changes(october, other) == []
    assert changes(october, section(other, "help", longer)) == ["halaman 1, “Bantuan 112”"]
    fewer = replace(other, decision=replace(october.decision, answers=answers, tasks=october.decision.tasks[1:]))
    assert changes(october, figure(fewer, value="24/59"))[-1] == "juga berubah: halaman 1, halaman 2"


def test_a_reading_alone_is_told_in_brief(october: Content) -> None:
    assert changes(october, figure(october, change="+8"), is_brief=True) == ["Kantor aktif: keterangan"]


def test_a_record_without_brief_changes_tells_all_of_them() -> None:
    """As records were kept before."""
    assert on_cover({"changes": ["a" * 400]}) == ["a" * 400]
