"""The small city on which every definition is counted by hand."""

from core.definitions import definitions

DEFINED = [field for entry in definitions().values() for field in entry.fields]


# What only says where, when, in which state or on what basis a figure stands.
PLAIN = {
    "all",
    "group",
    "period",
    "weekday",
    "offices",
    "state",
    "reason",
    "unit_code",
    "name",
    "kind",
    "kecamatan",
    "source",
    "date",
    "since",
    "is_start_known",
    "planned_date",
    "planned_status",
    "is_confirmed",
    "stage",
    "topic",
    "newest",
    "loaded_at",
    "row_count",
    "missing",
    "last_report",
    "last_request",
}
