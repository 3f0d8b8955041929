"""What an office that owes reports is asked, as text for a letter or a messenger, with the workbooks to fill in."""

from datetime import date
from typing import Final

from core import formats
from core.settings import settings
from core.texts import full_name, translator
from intake.reminders.contacts import Contact
from intake.reporting.owing import Owing
from intake.templates.walk_in import walk_in_workbook
from mail import Attachment, Letter
from wording import ranges_text

REMINDER_PREFIX: Final = "pengingat/"
"""How the keys of these letters begin in the outbox."""
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def reminder_key(office: str, today: date) -> str:
    """Return what the letter of an office and a week is: there is no second one of the same."""
    year, week, _ = today.isocalendar()
    return f"{REMINDER_PREFIX}{office}/{year}-W{week:02}"


def reminder_of(owing: Owing, contact: Contact, as_of: date, today: date) -> Letter:
    """Return the letter to the contact of an office, a workbook for each month that is owed beside it."""
    _ = translator("id")
    subject = _("Laporan kunjungan loket {office}: {n} hari belum masuk").format(
        office=full_name(owing.kind, owing.name), n=formats.number(owing.missing_days, 0)
    )
    greeting = _("Yth. {name},").format(name=contact.name or full_name(owing.kind, owing.name))
    end = _("Surat ini dikirim paling sering sekali seminggu dan berhenti begitu laporannya masuk.")
    text = "\n\n".join([greeting, reminder_text(owing, as_of), _("Buku kerja untuk diisi terlampir."), end])
    return Letter(
        reminder_key(owing.unit_code, today), contact.address, subject, f"{text}\n", attachments=_workbooks(owing)
    )


def reminder_text(owing: Owing, as_of: date, lang: str = "id") -> str:
    """Return what is asked of an office, for a letter or a messenger: its days by month, and where to hand them in."""
    _ = translator(lang)
    begin = _("Laporan kunjungan loket {office} untuk {n} hari kerja belum masuk, menurut data sampai {day}:").format(
        office=full_name(owing.kind, owing.name, lang),
        n=formats.number(owing.missing_days, 0, lang),
        day=formats.day(as_of, lang),
    )
    months = [
        _("- {month}: {days} (hari kerja saja)").format(month=formats.month(month, lang), days=ranges_text(days, lang))
        for month, days in owing.months.items()
    ]
    parts = ["\n".join([begin, *months])]
    if owing.reported_of_due:
        reported, due = (formats.number(count, 0, lang) for count in owing.reported_of_due)
        parts.append(_("Sejauh ini {reported} dari {due} bulan sudah dilaporkan.").format(reported=reported, due=due))
    parts.append(_("Bila kantor tutup pada hari itu, tulis Libur. Bila tidak ada tamu, tulis 0."))
    if link := send_link(owing.unit_code):
        parts.append(_("Setor di sini: {link}").format(link=link))
    else:
        parts.append(_("Setor di dasbor, halaman Setor data, atau kirimkan kepada analis data."))
    return "\n\n".join(parts)


def send_link(office: str) -> str:
    """Return the address that opens Setor data for an office; '' where the dashboard is opened to nobody else."""
    address = settings().alamat.rstrip("/")
    return f"{address}/setor_data?kantor={office}" if address else ""


def _workbooks(owing: Owing) -> tuple[Attachment, ...]:
    return tuple(_workbook(owing.unit_code, month) for month in owing.months)


def _workbook(office: str, month: date) -> Attachment:
    return Attachment(f"kunjungan_{office}_{month:%Y-%m}.xlsx", XLSX, walk_in_workbook(office, month))
