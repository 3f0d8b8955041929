"""What each column of ours means, and what stands in it, for those who say which title is which."""

from typing import Final

from core.texts import N_, Translate
from etl import contract, read_reference
from intake.verdict.verdict import FileVerdict

MEANINGS: Final = {
    "request_no": N_("nomor permohonan"),
    "nik": N_("NIK pemohon; disimpan hanya sebagai sandi"),
    "phone": N_("nomor telepon; disimpan hanya sebagai sandi"),
    "kecamatan": N_("kecamatan"),
    "unit": N_("kelurahan atau kantor kecamatan"),
    "service": N_("jenis surat atau layanan"),
    "origin": N_("siapa yang mengajukan: warga, RT, atau petugas"),
    "status": N_("sampai di mana berkasnya"),
    "submitted_at": N_("kapan diajukan"),
    "updated_at": N_("kapan terakhir diubah"),
    "date": N_("hari yang dihitung"),
    "purpose": N_("keperluan tamu"),
    "count": N_("banyaknya, bilangan bulat"),
    "call_no": N_("nomor tiket panggilan"),
    "received_at": N_("kapan panggilan diterima"),
    "category": N_("jenis panggilan"),
    "topic": N_("tentang apa bantuannya"),
    "is_answered": N_("dijawab atau tidak"),
    "closed_at": N_("kapan selesai ditangani"),
    "is_planned": N_("rencana atau sudah terjadi"),
    "started_at": N_("kapan gangguan mulai"),
    "ended_at": N_("kapan gangguan selesai"),
    "kind": N_("jenis gangguan"),
    "first_day": N_("hari pertama yang dihitung"),
    "last_day": N_("hari terakhir yang dihitung"),
    "stage": N_("tahap panggilan yang dihitung"),
    "channel": N_("digital atau loket"),
    "score": N_("nilai survei, 1–4"),
    "clock": N_("jamnya saja, bila terpisah dari harinya"),
}
EXAMPLES: Final = {
    "day": "27/08/2024",
    "moment": "27/08/2024 07.30",
    "clock": "07.30",
    "count": "12",
}


def column_examples(source: str) -> dict[str, str]:
    """Return what may stand in each column of a source; '' where nothing is said. Places and services are
    the city's own.
    """
    units = read_reference()["units"]
    own = {"unit": next((row["name"] for row in units if row["kind"] == "kelurahan"), "")}
    services = read_reference()["services"]
    own["kecamatan"] = next((row["kecamatan"] for row in units), "")
    own["service"] = next((row["label_id"] for row in services), "")
    found = {}
    for column in contract(source).read_columns:
        words = next((spelled[0] for spelled in column.values.values()), "") if column.values else ""
        found[column.name] = own.get(column.name) or EXAMPLES.get(column.type, words)
    return found


def column_choices(source: str, t: Translate) -> dict[str, str]:
    """Return the columns of a source that a title may stand for, each with its title, meaning and an example."""
    found, examples = {}, column_examples(source)
    for column in contract(source).read_columns:
        if column.is_rest:
            continue
        means = t(MEANINGS["clock"] if column.type == "clock" else MEANINGS[column.name])
        example = examples[column.name]
        text = t("{title}: {means}, misalnya {example}") if example else t("{title}: {means}")
        found[column.name] = text.format(title=column.headers[0], means=means, example=example)
    return found


def columns_without_title(verdict: FileVerdict, t: Translate) -> list[str]:
    """Return what our columns are called of which a file that is read has no title; none of a source not known.

    Nor of a sheet that says by its layout what a title would (an office above the table, days beside each other), nor
    of a file whose tables were not kept.
    """
    if verdict.source is None:
        return []
    read = {column.column for table in verdict.tables for column in table.columns}
    columns = [column for column in contract(verdict.source).read_columns if column.type != "clock"]
    if any(column.required and column.name not in read for column in columns):
        return []
    names = column_choices(verdict.source, t)
    return [
        names[column.name].partition(":")[0] for column in columns if column.name in names and column.name not in read
    ]
