"""One run: who owes reports and was not asked this week gets one letter; what is no longer owed is not asked for."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from analytics import City
from core.snapshot import open_current
from core.store import Store, user_store
from core.store.published_builds import DamagedBuildError, NoBuildError, why_no_build
from core.texts import full_name
from intake.ledger import UNATTENDED_PATIENCE, acting, add_entry, entries
from intake.reminders.contacts import Contact, contacts_file, read_contacts
from intake.reminders.letter import REMINDER_PREFIX, reminder_key, reminder_of
from intake.reporting.owing import Owing, owing_now
from mail import Bringing, LetterNote, MailSetup, Outbox, RunReport, bring_letters, letter_id

KIND: Final = "reminded"
PAUSE: Final = timedelta(days=7)
NOTHING: Final = "Tidak ada kantor yang perlu diingatkan sekarang."


def remind(store: Store, moment: datetime, *, with_ended: bool = False) -> RunReport:
    """Ask the offices of the build that readers see; `moment`: now by the city's clock.

    `with_ended`: letters that were refused or are uncertain are sent again. Raises TableError, OSError.
    """
    if not contacts_file().exists():
        return RunReport([f"{contacts_file()}: tidak ada, jadi tidak ada kantor yang diingatkan."])
    if store.is_sample:
        return RunReport(["Data contoh: tidak ada yang diingatkan. Melihat siapa yang akan diingatkan: --coba"])
    report = RunReport()
    if asking := _asking(store, moment, report):
        _bring(asking, moment, report, with_ended=with_ended)
        report.told = report.told or [NOTHING]
    return report


def try_reminders(store: Store, moment: datetime) -> RunReport:
    """Return who owes what, and who would be asked now; nothing is kept or sent. Raises TableError."""
    report = RunReport()
    if asking := _asking(store, moment, report):
        news = {one.unit_code for one in asking.news}
        for one in asking.owing:
            contact = asking.contacts.get(one.unit_code)
            mark = "baru" if one.unit_code in news else "sudah diingatkan" if contact else "tanpa kontak"
            report.told.append(f"{mark}: {_line(one, contact)}")
        report.told = report.told or [NOTHING]
    return report


class _Asking(NamedTuple):
    """Who owes by a build, whom one writes to, and who was not asked lately: of these `news` are asked now."""

    city: City
    owing: list[Owing]
    contacts: dict[str, Contact]
    news: list[Owing]


def _asking(store: Store, moment: datetime, report: RunReport) -> _Asking | None:
    """Read it all; the report says why that cannot be done (None), or which rows of the contacts are wrong."""
    city = _city(store, report)
    if city is None:
        return None
    owing = owing_now(city, moment.date())
    contacts, report.trouble = read_contacts(_offices(city))
    return _Asking(city, owing, contacts, _unasked(owing, contacts, moment))


def _city(store: Store, report: RunReport) -> City | None:
    try:
        return City(open_current(store))
    except DamagedBuildError as error:
        report.wrong.append(why_no_build(error))
    except NoBuildError:
        report.wrong.append(
            "Belum ada data terbit, jadi tidak ada yang diingatkan. Jalankan python -m etl load, lalu ikuti pesannya."
        )
    return None


def _offices(city: City) -> dict[str, str]:
    return dict(zip(city.units["unit_code"], city.units["name"], strict=True))


def _unasked(owing: Sequence[Owing], contacts: Mapping[str, Contact], moment: datetime) -> list[Owing]:
    """Those with a contact whose last letter is a week old or older; a clock set back asks nobody twice."""
    asked = {str(entry.told["office"]): datetime.fromisoformat(str(entry.told["asked"])) for entry in entries(KIND)}
    return [
        one
        for one in owing
        if one.unit_code in contacts and (one.unit_code not in asked or moment - asked[one.unit_code] >= PAUSE)
    ]


def _bring(asking: _Asking, moment: datetime, report: RunReport, *, with_ended: bool) -> None:
    """A letter is in the outbox before it is noted, under a key of its week: a run that dies between asks once."""
    city, owing, contacts, news = asking
    lines = {contact.address.casefold(): contact.line for contact in contacts.values()}
    still = {one.unit_code for one in owing}
    is_whole = not report.trouble

    def row_of(letter: LetterNote) -> str:
        line = lines.get(letter.to.casefold())
        return f"{contacts_file().name} baris {line}" if line else "yang tidak ada lagi di tabel"

    def is_wanted(letter: LetterNote) -> bool:
        named = letter.to.casefold() in lines or not is_whole
        return named and letter.key.split("/")[1] in still

    def put(outbox: Outbox, setup: MailSetup) -> None:
        for one in news:
            outbox.put(reminder_of(one, contacts[one.unit_code], city.meta["as_of"], moment.date()), setup, moment)
            key = reminder_key(one.unit_code, moment.date())
            letter = letter_id(key, contacts[one.unit_code].address)
            asked = moment.isoformat(timespec="seconds")
            with acting(UNATTENDED_PATIENCE):
                add_entry(KIND, "", office=one.unit_code, days=one.missing_days, letter=letter, asked=asked)
            report.told.append(_line(one, contacts[one.unit_code]))

    letters = Bringing(REMINDER_PREFIX, row_of, is_wanted, put if news else None)
    bring_letters(Outbox(user_store().outbox_dir), letters, moment, report, with_ended=with_ended)


def _line(one: Owing, contact: Contact | None) -> str:
    row = f"kontak.csv baris {contact.line}" if contact else "kontak.csv tidak memuatnya"
    return f"{full_name(one.kind, one.name)} ({one.unit_code}), {one.missing_days} hari kerja; {row}."
