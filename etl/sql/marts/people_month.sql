-- Distinct citizens a month with a request that is not cancelled, by office, kecamatan and city; new: first seen in that
-- month anywhere in the city. Counts of persons are never added up.
WITH citizen AS (
    -- A short number for each citizen: sets of numbers are told apart far more quickly than sets of hashes.
    SELECT person_no, min(person_no) OVER (PARTITION BY nik_hash) AS citizen_no FROM person WHERE nik_hash IS NOT NULL
),
seen AS (
    SELECT DISTINCT citizen.citizen_no, request.unit_code, date_trunc('month', request.submitted_at)::DATE AS month
    FROM request JOIN citizen USING (person_no)
    WHERE request.status <> 'dibatalkan'
),
first_seen AS (
    SELECT citizen_no, min(month) AS first_month FROM seen GROUP BY citizen_no
),
placed AS (
    SELECT 'kantor' AS scope, unit_code, month, citizen_no FROM seen
    UNION ALL
    SELECT DISTINCT 'wilayah', unit.kecamatan_code, seen.month, seen.citizen_no FROM seen JOIN ref_units AS unit USING (unit_code)
    UNION ALL
    SELECT DISTINCT 'kota', '', month, citizen_no FROM seen
)
SELECT
    scope, unit_code, month,
    count(*)::INTEGER AS "distinct",
    (count(*) FILTER (first_month = month))::INTEGER AS "new",
    (count(*) FILTER (first_month < month))::INTEGER AS "returning"
FROM placed JOIN first_seen USING (citizen_no)
GROUP BY ALL
