-- One row a status change of an office, past or planned.
SELECT n, unit_code, date, coalesce(is_planned, 'tidak') = 'ya' AS is_planned, status, faults, warnings
FROM judged
