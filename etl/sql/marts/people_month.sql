-- Distinct citizens a month, as etl/publishing/people.py tells them apart. Counts of persons are never added up.
SELECT
    scope, unit_code, make_date(month_no // 12, month_no % 12 + 1, 1) AS month,
    seen::INTEGER AS "distinct", "new"::INTEGER AS "new", (seen - "new")::INTEGER AS "returning"
FROM people
