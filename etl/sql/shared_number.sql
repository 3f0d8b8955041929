-- Of the numbers that come often (often_number: kind phone_no or nik_no, number) those that stand for many persons in
-- an office-month: a phone for citizens, a NIK for phones. in_hours: requests of office hours; an export that tells the
-- day alone has none.
SELECT
    unit_code, month, count(DISTINCT other) AS persons,
    count(*) FILTER (isodow(submitted_at) <= 5 AND hour(submitted_at) >= $opens AND hour(submitted_at) < $closes)
        AS in_hours,
    min(submitted_at)::DATE AS first_day, max(submitted_at)::DATE AS last_day
FROM (
    SELECT
        unit_code, date_trunc('month', submitted_at)::DATE AS month, submitted_at, 'phone_no' AS kind,
        phone_no AS number, nik_no AS other
    FROM request
    WHERE phone_no IN (SELECT number FROM often_number WHERE kind = 'phone_no') AND origin = 'warga'
        AND is_counted_status(status) AND submitted_at IS NOT NULL
    UNION ALL
    SELECT
        unit_code, date_trunc('month', submitted_at)::DATE, submitted_at, 'nik_no', nik_no, phone_no
    FROM request
    WHERE nik_no IN (SELECT number FROM often_number WHERE kind = 'nik_no') AND origin = 'warga'
        AND is_counted_status(status) AND submitted_at IS NOT NULL
)
GROUP BY unit_code, month, kind, number HAVING persons >= $least
