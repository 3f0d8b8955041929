-- Distinct citizens a month with a request that is not cancelled, by office, kecamatan and city; new: first seen in that
-- month anywhere in the city. Counts of persons are never added up.
WITH seen AS (
    SELECT DISTINCT person.nik_hash, request.unit_code, date_trunc('month', request.submitted_at)::DATE AS month
    FROM request JOIN person USING (person_no)
    WHERE person.nik_hash IS NOT NULL AND request.status <> 'dibatalkan'
),
first_seen AS (
    SELECT nik_hash, min(month) AS first_month FROM seen GROUP BY nik_hash
),
placed AS (
    SELECT 'kantor' AS scope, unit_code, month, nik_hash FROM seen
    UNION ALL
    SELECT 'wilayah', unit.kecamatan_code, seen.month, seen.nik_hash FROM seen JOIN ref_units AS unit USING (unit_code)
    UNION ALL
    SELECT 'kota', '', month, nik_hash FROM seen
)
SELECT
    scope, unit_code, month,
    count(DISTINCT nik_hash)::INTEGER AS "distinct",
    (count(DISTINCT nik_hash) FILTER (first_month = month))::INTEGER AS "new",
    (count(DISTINCT nik_hash) FILTER (first_month < month))::INTEGER AS "returning"
FROM placed JOIN first_seen USING (nik_hash)
GROUP BY ALL
