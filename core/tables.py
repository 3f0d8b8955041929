"""The published tables, declared once as data: columns, types, keys and meaning.

Publishing checks each build against these declarations, so a reader can trust them.
"""

from dataclasses import dataclass

from core.method import MIN_SPLIT_OFFICES


@dataclass(frozen=True)
class PublishedTable:
    """One published table: its key, its columns as (name, DuckDB type, meaning)."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[tuple[str, str, str], ...]
    is_public: bool = False
    """Names, dates, promises, shapes, and which office is live since when or planned: what no role holds back."""
    city_rows: str = ""
    """Which rows no role holds back where not all are public: of the city as a whole, as a condition in SQL."""

    @property
    def column_names(self) -> list[str]:
        """Names of the columns, in order."""
        return [name for name, _, _ in self.columns]

    @property
    def rows_in_scope(self) -> str:
        """The condition in SQL under which a reader of some offices ($1, their codes) sees a row."""
        if self.is_public or self.city_rows:
            return self.city_rows or "true"
        names = self.column_names
        own = "list_contains($1::VARCHAR[], unit_code)" if "unit_code" in names else "false"
        # A kecamatan's region is counted under the code of its office.
        return f"{own} AND scope = 'kantor'" if "scope" in names else own


UNIT = ("unit_code", "VARCHAR", "code of the office (Kemendagri; kecamatan offices have 8 characters)")
DATE = ("date", "DATE", "day in WITA")
SOURCE = ("source", "VARCHAR", "where the row comes from")

TABLES = (
    PublishedTable(
        "units",
        "the 59 kelurahan and 10 kecamatan offices",
        ("unit_code",),
        (
            UNIT,
            ("kind", "VARCHAR", "kelurahan or kecamatan"),
            ("name", "VARCHAR", "name of the place"),
            ("kecamatan_code", "VARCHAR", "code of the kecamatan it lies in"),
            ("kecamatan", "VARCHAR", "name of that kecamatan"),
            ("lat", "DOUBLE", "approximate position"),
            ("lon", "DOUBLE", "approximate position"),
            ("area_km2", "DOUBLE", "area"),
            ("population", "INTEGER", "registered population 2024"),
            ("is_visits_split", "BOOLEAN", "walk-in counts come split by purpose; NULL without counts"),
        ),
        is_public=True,
    ),
    PublishedTable(
        "services",
        "letters and services",
        ("service",),
        (
            ("service", "VARCHAR", "key of the service"),
            ("label_id", "VARCHAR", "Indonesian name"),
            ("label_en", "VARCHAR", "English name"),
            ("can_be_digital", "BOOLEAN", "can be had without presence"),
            ("is_sensitive", "BOOLEAN", "reveals finance or family"),
            ("sla_days", "DOUBLE", "calendar days within which it must be ready; NULL: none set"),
        ),
        is_public=True,
    ),
    PublishedTable(
        "unit_costs",
        "what one service costs through a channel, as typed in; optional",
        ("service", "channel", "valid_from"),
        (
            ("service", "VARCHAR", "key of the service, or semua where it has no row of its own"),
            ("channel", "VARCHAR", "loket or digital"),
            ("valid_from", "DATE", "first day on which it holds"),
            ("rupiah", "DOUBLE", "rupiah a service"),
            ("minutes", "DOUBLE", "minutes a service"),
            SOURCE,
        ),
        is_public=True,
    ),
    PublishedTable(
        "calendar",
        "every day of the data and the targets",
        ("date",),
        (
            DATE,
            ("month", "DATE", "first day of its month"),
            ("week", "DATE", "Monday of its week"),
            ("weekday", "INTEGER", "1 Monday .. 7 Sunday"),
            ("is_working_day", "BOOLEAN", "Mon-Fri, no holiday, no cuti bersama"),
            ("is_digital_day", "BOOLEAN", "a digital-first day by the policy then valid"),
            ("holiday", "VARCHAR", "name of the holiday, if any"),
        ),
        is_public=True,
    ),
    PublishedTable(
        "events",
        "what is marked on time charts",
        ("event",),
        (
            ("event", "VARCHAR", "key of the event"),
            DATE,
            ("kind", "VARCHAR", "mulai_hari_digital, ..."),
            ("unit_code", "VARCHAR", "office, NULL for the city"),
            ("label_id", "VARCHAR", "Indonesian text"),
            ("label_en", "VARCHAR", "English text"),
            SOURCE,
        ),
        is_public=True,
    ),
    PublishedTable(
        "digital_days",
        "the digital-first days as declared, a row an episode",
        ("first_day",),
        (
            ("first_day", "DATE", "first day on which they hold"),
            ("last_day", "DATE", "last day; NULL: still in force"),
            ("weekdays", "VARCHAR", "digital-first weekdays, 1 Monday, as 2|3|4"),
            ("status", "VARCHAR", "diumumkan (announced) or what else the row says"),
            SOURCE,
        ),
        is_public=True,
    ),
    PublishedTable(
        "targets",
        "what was promised, by whom and when",
        ("target",),
        (
            ("target", "VARCHAR", "key of the target"),
            ("measure", "VARCHAR", "kelurahan_live, kecamatan_live or digital_share"),
            ("value", "DOUBLE", "offices, or a share"),
            ("due_date", "DATE", "NULL where no date was given"),
            ("stated_on", "VARCHAR", "when it was stated"),
            ("label_id", "VARCHAR", "Indonesian text"),
            ("label_en", "VARCHAR", "English text"),
            SOURCE,
        ),
        is_public=True,
    ),
    PublishedTable(
        "office_targets",
        "digital shares that single offices were asked to reach; optional",
        ("unit_code", "due_date"),
        (UNIT, ("due_date", "DATE", "by when"), ("value", "DOUBLE", "a share"), SOURCE),
    ),
    PublishedTable(
        "plan_slips",
        "how late planned waves may come, as somebody assumes; optional",
        ("weeks",),
        (("weeks", "INTEGER", "weeks after the planned day"), ("chance", "DOUBLE", "a part of 1"), SOURCE),
        is_public=True,
    ),
    PublishedTable(
        "rollout",
        "status changes of the offices, past and planned",
        ("unit_code", "date"),
        (
            UNIT,
            DATE,
            ("status", "VARCHAR", "belum, persiapan, sosialisasi, pelatihan, aktif or ditunda"),
            ("is_planned", "BOOLEAN", "a plan, not an event"),
            ("is_start_known", "BOOLEAN", "false: reached on or before the date"),
            SOURCE,
        ),
        is_public=True,
    ),
    PublishedTable(
        "plan_history",
        "every day for which an office was planned to go live, as the exports showed it",
        ("unit_code", "planned_date"),
        (
            UNIT,
            ("planned_date", "DATE", "the day planned"),
            ("first_seen", "DATE", "first export that shows it"),
            ("last_seen", "DATE", "last export that shows it"),
            ("changed_on", "DATE", "next export with another day; NULL: none"),
            ("changed_to", "DATE", "the day that it shows; NULL: none"),
            ("withdrawn_on", "DATE", "next export of plans that leaves this office's out; NULL: none"),
        ),
        is_public=True,
    ),
    PublishedTable(
        "boundaries",
        "shapes of the units",
        ("geometry_kind", "unit_code"),
        (
            ("geometry_kind", "VARCHAR", "kartogram or resmi"),
            UNIT,
            ("geometry", "VARCHAR", "GeoJSON geometry in EPSG:4326"),
            ("centre_lat", "DOUBLE", "where its mark stands"),
            ("centre_lon", "DOUBLE", "where its mark stands"),
            ("source", "VARCHAR", "file of the shapes"),
            ("imported_on", "DATE", "day on which official ones were imported"),
        ),
        is_public=True,
    ),
    PublishedTable(
        "unit_day",
        "requests by office, day, service and origin; no row: none",
        ("unit_code", "date", "service", "origin"),
        (
            UNIT,
            DATE,
            ("service", "VARCHAR", "key of the service"),
            ("origin", "VARCHAR", "warga, rt, petugas or tidak_diketahui"),
            ("requests", "INTEGER", "requests, without cancelled ones and duplicates"),
        ),
    ),
    PublishedTable(
        "calls_hour",
        "112 calls by hour, place, category and topic",
        ("date", "hour", "unit_code", "category", "topic", "is_answered"),
        (
            DATE,
            ("hour", "INTEGER", "0 .. 23 WITA; NULL: not known"),
            (
                "unit_code",
                "VARCHAR",
                "kelurahan, the kecamatan where only that is named, or '' where the call has no place",
            ),
            (
                "category",
                "VARCHAR",
                "darurat, informasi, bantuan_digital, prank, ghost, terputus, lainnya, tidak_dikenal",
            ),
            ("topic", "VARCHAR", "topic of the call, lainnya where unknown"),
            ("is_answered", "BOOLEAN", "an operator took it; NULL where the export does not say"),
            ("calls", "INTEGER", "calls"),
            ("closed", "INTEGER", "of these, closed"),
        ),
    ),
    PublishedTable(
        "log_gap",
        "days inside a log on which the whole city is missing, but for stray records, where ten or more are usual",
        ("source", "first_day"),
        (
            SOURCE,
            ("first_day", "DATE", "first of these days"),
            ("last_day", "DATE", "last of these days on end"),
            ("silent_days", "INTEGER", "these days: working days of the request log, all days of 112 calls"),
            ("expected", "DOUBLE", "records to be expected on them at the usual pace"),
        ),
        is_public=True,
    ),
    PublishedTable(
        "unit_day_total",
        "one row an office and day of the data period: all counts and states",
        ("unit_code", "date"),
        (
            UNIT,
            DATE,
            (
                "warga",
                "INTEGER",
                "requests from citizens' own accounts; NULL where the request log does not cover the day",
            ),
            ("rt", "INTEGER", "requests by an RT head; NULL likewise"),
            ("petugas", "INTEGER", "requests entered by an officer; NULL likewise"),
            ("tidak_diketahui", "INTEGER", "requests of unknown origin; NULL likewise"),
            ("visits", "INTEGER", "counter visits to apply, or of every visitor; NULL: not reported"),
            ("is_unsplit", "BOOLEAN", "visits hold every visitor, since none was counted by purpose; NULL likewise"),
            ("all_visits", "INTEGER", "visitors of any purpose; NULL: only those to apply were counted, or none"),
            (
                "help_calls",
                "INTEGER",
                "112 digital-help calls placed here; of a kecamatan office those that name only the kecamatan, "
                "which are of its area; NULL where the 112 log does not cover the day",
            ),
            ("is_live", "BOOLEAN", "digital service live on that day; NULL: not known"),
            ("is_outage", "BOOLEAN", "a declared outage touched office hours"),
            ("is_expected", "BOOLEAN", "working day without outage up to the as-of: counts are due"),
            ("is_walkin_complete", "BOOLEAN", "expected, and visits were reported"),
            ("is_complete", "BOOLEAN", "walk-in-complete, live, and covered by the request log"),
        ),
    ),
    PublishedTable(
        "collection_day",
        "counter visits to collect a letter, where they are counted apart; no row: not counted apart, or not reported",
        ("unit_code", "date"),
        (UNIT, DATE, ("visits", "INTEGER", "counter visits to collect")),
    ),
    PublishedTable(
        "apply_share",
        "part of the visitors that come to apply, at live offices that count by purpose",
        ("month", "is_digital_day"),
        (
            ("month", "DATE", "first day of the month"),
            ("is_digital_day", "BOOLEAN", "digital-first days, or the other ones"),
            ("offices", "INTEGER", "offices that counted visits to apply and others"),
            ("effective_offices", "DOUBLE", "as many offices of one size would tell as much"),
            ("visits_to_apply", "INTEGER", "visits to apply on complete days"),
            ("all_visits", "INTEGER", "these and all others"),
            ("error", "DOUBLE", "standard error of visits_to_apply / all_visits, offices as clusters"),
            ("spread", "DOUBLE", "standard deviation of that part among offices"),
        ),
        # By it the visits of any office that does not split them are scaled; of fewer offices nothing is told anyway.
        city_rows=f"offices >= {MIN_SPLIT_OFFICES}",
    ),
    PublishedTable(
        "calls_totals",
        "totals of 112 calls as published; optional, and the parts need not add up",
        ("first_day", "last_day", "stage"),
        (
            ("period", "VARCHAR", "first and last day as an ISO 8601 interval"),
            ("first_day", "DATE", "first day of the period"),
            ("last_day", "DATE", "last day of the period"),
            ("stage", "VARCHAR", "in, its parts answered, unanswered and no_choice; valid, digital_help, solved"),
            ("count", "INTEGER", "calls"),
        ),
    ),
    PublishedTable(
        "people_month",
        "distinct citizens a month; never add these up",
        ("scope", "unit_code", "month"),
        (
            ("scope", "VARCHAR", "kantor, wilayah (a kecamatan's offices) or kota"),
            ("unit_code", "VARCHAR", "office, kecamatan, or '' for the city"),
            ("month", "DATE", "first day of the month"),
            ("distinct", "INTEGER", "citizens with a request that month"),
            ("new", "INTEGER", "of these, first seen in the city that month"),
            ("returning", "INTEGER", "of these, seen before"),
        ),
    ),
    PublishedTable(
        "return_month",
        "citizens by the month of their first digital request, and how they came back within 90 days; the whole city",
        ("month",),
        (
            ("month", "DATE", "first day of the month of the first digital request"),
            ("citizens", "INTEGER", "citizens whose first digital request was in that month"),
            ("digital_again", "INTEGER", "of these, with another digital request on a later day"),
            ("counter_again", "INTEGER", "of these, with a request that an officer entered on a later day"),
            ("both_again", "INTEGER", "of these, with both"),
        ),
    ),
    PublishedTable(
        "call_duration",
        "minutes from receipt to closing of digital-help calls that were taken",
        ("date", "hour", "topic", "minutes"),
        (
            DATE,
            ("hour", "INTEGER", "0 .. 23 WITA, of receipt"),
            ("topic", "VARCHAR", "topic of the call"),
            ("minutes", "INTEGER", "until closed, coarser the longer; NULL: still open"),
            ("calls", "INTEGER", "calls"),
        ),
    ),
    PublishedTable(
        "callers_month",
        "numbers that asked 112 for digital help",
        ("month",),
        (
            ("month", "DATE", "first day of the month"),
            ("callers", "INTEGER", "distinct numbers"),
            ("repeat_callers", "INTEGER", "of these, with two or more calls"),
            ("calls", "INTEGER", "calls"),
            ("calls_without_number", "INTEGER", "of these, without a number"),
        ),
    ),
    PublishedTable(
        "status_month",
        "requests by month of submission and newest known status, cancelled ones included",
        ("unit_code", "month", "service", "status"),
        (
            UNIT,
            ("month", "DATE", "first day of the month of submission"),
            ("service", "VARCHAR", "key of the service"),
            ("status", "VARCHAR", "belum_lengkap, sedang_diperiksa, ..., dibatalkan"),
            ("requests", "INTEGER", "requests"),
        ),
    ),
    PublishedTable(
        "request_outcome",
        "requests still open or cancelled, by who sent them; the others of unit_day are ready or collected",
        ("unit_code", "origin", "outcome", "submitted_on", "cancelled_on"),
        (
            UNIT,
            ("origin", "VARCHAR", "warga, rt, petugas or tidak_diketahui"),
            ("outcome", "VARCHAR", "terbuka or dibatalkan"),
            ("submitted_on", "DATE", "day of submission"),
            ("cancelled_on", "DATE", "day of cancelling; NULL for others, and where the exports do not tell"),
            ("requests", "INTEGER", "requests"),
        ),
    ),
    PublishedTable(
        "duration_month",
        "minutes from submission until ready to collect, as ranges, without cancelled requests",
        ("unit_code", "month", "service", "kind", "minutes_from", "minutes_to", "is_due"),
        (
            UNIT,
            ("month", "DATE", "first day of the month of submission"),
            ("service", "VARCHAR", "key of the service"),
            (
                "kind",
                "VARCHAR",
                "tepat (ready has a time), rentang (between two exports, or until collected) or belum_terlihat",
            ),
            ("minutes_from", "INTEGER", "at least (never ready: last seen waiting), rounded down, coarser the longer"),
            ("minutes_to", "INTEGER", "at most, rounded up likewise; NULL: ready was never seen"),
            ("is_due", "BOOLEAN", "the service time had run out by the last day of the data; NULL: none is set"),
            ("requests", "INTEGER", "requests"),
        ),
    ),
    PublishedTable(
        "report_month",
        "walk-in reports by office and month; no row: nothing reported",
        ("unit_code", "month"),
        (
            UNIT,
            ("month", "DATE", "first day of the month"),
            ("reported_days", "INTEGER", "days with a count"),
            ("received_on", "DATE", "day by which six tenths of them had come in; NULL: not known"),
        ),
    ),
    PublishedTable(
        "service_day",
        "office-days whose visits were counted by service; optional",
        ("unit_code", "date", "service"),
        (
            UNIT,
            DATE,
            ("service", "VARCHAR", "key of the service"),
            ("visits", "INTEGER", "counter visits to apply for it"),
            ("digital", "INTEGER", "requests by citizens and RT heads"),
        ),
    ),
    PublishedTable(
        "satisfaction_month",
        "answers to the satisfaction survey; optional",
        ("unit_code", "month", "channel", "score"),
        (
            UNIT,
            ("month", "DATE", "first day of the month"),
            ("channel", "VARCHAR", "digital or loket"),
            ("score", "INTEGER", "1 (tidak baik) .. 4 (sangat baik)"),
            ("answers", "INTEGER", "answers"),
        ),
    ),
    PublishedTable(
        "help_link",
        "requests and 112 calls from the same phone within 7 days; empty without a legal basis in meta",
        ("unit_code", "date"),
        (
            UNIT,
            DATE,
            ("linked_requests", "INTEGER", "citizens' requests of the day with a digital-help call"),
            ("linked_calls", "INTEGER", "digital-help calls placed here on the day with any request"),
        ),
    ),
    PublishedTable(
        "source_state",
        "what is loaded of each source",
        ("source",),
        (
            SOURCE,
            ("oldest", "DATE", "first day with a row"),
            ("newest", "DATE", "last day with a row"),
            ("row_count", "INTEGER", "rows held"),
            ("loaded_at", "TIMESTAMP", "last time a file of it was loaded, WITA"),
        ),
    ),
    PublishedTable(
        "file_account",
        "what became of every record of every file",
        ("source", "path", "sha256"),
        (
            SOURCE,
            ("path", "VARCHAR", "path below the source's folder"),
            ("sha256", "VARCHAR", "checksum of the bytes"),
            ("loaded_at", "TIMESTAMP", "WITA"),
            ("state", "VARCHAR", "loaded, replaced, duplicate_file, set_aside or removed"),
            ("reason", "VARCHAR", "why a whole file was set aside"),
            ("read", "INTEGER", "records read"),
            ("accepted", "INTEGER", "new or changed rows"),
            ("quarantined", "INTEGER", "rows held back, each with its reasons"),
            ("duplicate", "INTEGER", "same key and content, or an older version"),
            ("not_data", "INTEGER", "letterhead, header, totals, notes, empty cells"),
            ("not_reported", "INTEGER", "of not_data: cells left empty on a unit-day"),
        ),
    ),
    PublishedTable(
        "quarantine_reason",
        "held-back and flagged rows by reason and office",
        ("source", "path", "unit_code", "column", "reason", "severity"),
        (
            SOURCE,
            ("path", "VARCHAR", "file"),
            ("unit_code", "VARCHAR", "office of the rows, or '' where they do not say it for sure"),
            ("column", "VARCHAR", "column the reason speaks of"),
            ("reason", "VARCHAR", "reason code"),
            ("severity", "VARCHAR", "tolak (held back) or peringatan (flagged)"),
            ("row_count", "INTEGER", "rows with this reason"),
        ),
    ),
    PublishedTable(
        "integrity_month",
        "office-months with figures that an honest office hardly brings; a question to ask, never a verdict",
        ("reason", "unit_code", "month"),
        (
            ("reason", "VARCHAR", "reason code of the rule"),
            SOURCE,
            UNIT,
            ("month", "DATE", "first day of the month"),
            ("first_day", "DATE", "first day it speaks of"),
            ("last_day", "DATE", "last day it speaks of"),
            ("value", "DOUBLE", "what was found: days, officers' requests, or the most persons of one number"),
            ("compared", "DOUBLE", "what it was held against: days, the usual count, or numbers with many persons"),
            (
                "chance",
                "DOUBLE",
                "at most this part of an honest office's months is like it; NULL: no matter of chance",
            ),
        ),
    ),
    PublishedTable(
        "finding",
        "what asks for a second look when rows are seen together; nothing is held back by it",
        ("reason", "source", "unit_code", "first_day"),
        (
            ("reason", "VARCHAR", "reason code of the rule"),
            SOURCE,
            ("unit_code", "VARCHAR", "office, or '' for the city"),
            ("first_day", "DATE", "first day it speaks of"),
            ("last_day", "DATE", "last day it speaks of"),
            ("value", "DOUBLE", "what was found: a count, days of silence, or the remainder of totals"),
            ("compared", "DOUBLE", "what it was held against: visits, the whole, days in a row, the usual count"),
        ),
    ),
    PublishedTable(
        "meta",
        "the build itself; one row",
        ("build",),
        (
            ("build", "VARCHAR", "name of the build"),
            ("as_of", "DATE", "last day that request log and walk-in counts both cover; NULL: none yet"),
            ("first_day", "DATE", "first day of the data"),
            ("is_sample", "BOOLEAN", "generated data, not the city's"),
            ("fingerprint", "VARCHAR", "what the build was made from"),
            ("created_at", "TIMESTAMP", "WITA"),
            ("roster_confirmed", "DATE", "date of the last rollout event"),
            ("help_link_basis", "VARCHAR", "legal basis for linking requests and 112 calls; NULL: not linked"),
        ),
        is_public=True,
    ),
)

BY_NAME = {table.name: table for table in TABLES}
