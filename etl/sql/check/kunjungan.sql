-- One row a reported count of an office, day and purpose; '-' says none, which is a report.
SELECT n, unit_code, date, coalesce(purpose, 'semua') AS purpose, "count" AS visits, faults, warnings
FROM judged
