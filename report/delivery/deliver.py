"""From the archive into letters: those that table and archive ask for now are put and sent, and it is told."""

from collections.abc import Callable, Iterable
from datetime import date

from akses import note_act
from analytics import period_span, read_period_code
from core.clock import now_in_city
from core.settings import settings
from core.store import active_store
from mail import LetterNote, LetterState, MailSetup, Outbox, letter_id, mail_setup, send_letters
from report.archive.due import archived_months, recent_months
from report.archive.keep import lacking_forms, latest
from report.archive.read import DamagedRecordError, unsure_records
from report.delivery.letter import KIND, ReportLetters, letter_key
from report.delivery.outcome import Delivery, Wanted
from report.delivery.recipients import Recipient, read_recipients
from report.exits import stop_of
from report.record.record import Record, name_of, place_of

Say = Callable[[str], None]


def deliver(period: str, today: date, *, with_ended: bool, arrived: int | None = None, say: Say) -> int:
    """Send the archived report of a period by its code to everybody who gets it; return the exit code.

    `period` '': of all months that `python -m report monthly` makes and the archive has, and whatever waits. A draft
    has no record, so none is sent; reports of the sample go out only where their period is named. `with_ended`: letters
    that were refused or are uncertain once more; `arrived`: the row whose uncertain letter did arrive. Raises
    SetupError, TableError, DamagedLetterError, OutboxBusyError, OSError.
    """
    setup, store = mail_setup(), active_store()
    recipients, faults = read_recipients()
    outbox = Outbox(store.outbox_dir)
    prefix = f"{KIND}/{period}/" if period else f"{KIND}/"
    # Invented figures go to nobody unless somebody names them.
    periods = [period] if period else [] if store.is_sample else _months_of_now(today)
    delivery = Delivery(periods, faults)
    for each in periods:
        _want(delivery, each, recipients, store.is_sample)
    if not period:
        _want_what_is_open(delivery, outbox, recipients, store.is_sample)
    _put(delivery, outbox, setup, store.is_sample)
    outbox.withdraw(prefix, delivery.wanted)
    if arrived is not None:
        _note_arrived(outbox, delivery, arrived)
    tried = send_letters(
        outbox, setup, prefix, wanted=delivery.wanted, is_asked=bool(period), with_ended=with_ended, told=_note_sent
    )
    stand = {note.id: note for note in outbox.notes(prefix)}
    for sentence in delivery.sentences(stand, {note.id for note in tried}):
        say(sentence)
    return delivery.exit_code(stand)


def _months_of_now(today: date) -> list[str]:
    """The months that are made without being asked for, as far as they are archived."""
    known = archived_months()
    return [f"{month:%Y-%m}" for month in recent_months(today) if month in known]


def _want_what_is_open(delivery: Delivery, outbox: Outbox, recipients: Iterable[Recipient], is_sample: bool) -> None:
    """Of other periods, which somebody asked for by name, letters that are not sent; none to who was not meant then."""
    notes = (note for note in outbox.notes(f"{KIND}/") if note.state is not LetterState.SENT)
    open_letters = {note.id: note.key.split("/")[1] for note in notes}
    asked = Delivery([], [])
    for period in sorted(set(open_letters.values()) - set(delivery.periods)):
        _want(asked, period, recipients, is_sample)
    delivery.wanted |= {letter: wanted for letter, wanted in asked.wanted.items() if letter in open_letters}


def _want(delivery: Delivery, period: str, recipients: Iterable[Recipient], is_sample: bool) -> None:
    """Find the report of a period for each of its recipients."""
    known = read_period_code(period)
    if known is None:
        return
    last = period_span(*known)[1]
    newest = _newest(period, is_sample)
    for recipient in (each for each in recipients if each.active_from <= last):
        record = newest.get(recipient.place)
        if record is None:
            delivery.lack(period, recipient.place)
        else:
            letter = letter_id(letter_key(record), recipient.address)
            delivery.wanted[letter] = Wanted(recipient, record)


def _newest(period: str, is_sample: bool) -> dict[str, Record]:
    """The latest revision of a period's Indonesian reports by kecamatan, '' for the city; not yet held to be sound."""
    found: dict[str, Record] = {}
    for record in unsure_records(settings().reports_dir, period):
        is_asked = (record["month"], record["lang"], record["is_sample"]) == (period, "id", is_sample)
        before = found.get(place_of(record))
        if is_asked and not record["is_draft"] and (before is None or before["revision"] < record["revision"]):
            found[place_of(record)] = record
    return found


def _put(delivery: Delivery, outbox: Outbox, setup: MailSetup, is_sample: bool) -> None:
    """Put the letters that are wanted and were never put; of a report that is not whole none."""
    made: dict[str, ReportLetters | None] = {}
    for letter, wanted in list(delivery.wanted.items()):
        if outbox.note_of(letter) is not None:
            continue
        key = letter_key(wanted.record)
        if key not in made:
            made[key] = _letters_of(delivery, wanted.record, is_sample)
        letters = made[key]
        if letters is None:
            del delivery.wanted[letter]
        else:
            outbox.put(letters.to(wanted.recipient), setup)


def _letters_of(delivery: Delivery, unsure: Record, is_sample: bool) -> ReportLetters | None:
    """The letters of a report that the archive has whole; None for another, which is told."""
    try:
        record = latest(unsure["month"], "id", is_sample, place_of(unsure))
    except DamagedRecordError as error:
        delivery.lacking.append(stop_of(error)[0])
        return None
    if record is None or letter_key(record) != letter_key(unsure):
        # It was changed in between: the next run takes it up.
        return None
    if lost := lacking_forms(record):
        delivery.lacking.append(
            f"Laporan {name_of(record)}: berkas {', '.join(lost)} di arsip hilang atau rusak. Buat lagi: "
            f"python -m report {name_of(record)}"
        )
        return None
    return ReportLetters(record)


def _note_arrived(outbox: Outbox, delivery: Delivery, line: int) -> None:
    """What the server did not say, the recipient of a row did."""
    with outbox.alone():
        for letter in (letter for letter, wanted in delivery.wanted.items() if wanted.recipient.line == line):
            note = outbox.note_of(letter)
            if note and note.state is LetterState.UNSURE:
                _note_sent(outbox.change(note, LetterState.SENT, now_in_city()))


def _note_sent(note: LetterNote) -> None:
    """Who got what stands where it is noted who read what."""
    if note.state is LetterState.SENT:
        _, period, place, revision, code = note.key.split("/")
        note_act("sent", note.to, report=period, place=place, revision=revision, code=code)
