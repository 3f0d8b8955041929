-- Distinct citizens a month with a request that is not cancelled, by office, kecamatan and city; new: first seen in that
-- month anywhere in the city. Counts of persons are never added up.
WITH place AS (
    -- Small numbers for offices and kecamatan: telling rows apart is most of the work here.
    SELECT
        unit_code, kecamatan_code,
        row_number() OVER (ORDER BY unit_code)::UTINYINT AS unit_no,
        dense_rank() OVER (ORDER BY kecamatan_code)::UTINYINT AS kecamatan_no
    FROM ref_units
),
seen AS MATERIALIZED (
    SELECT DISTINCT nik_no, unit_no, kecamatan_no, (year(submitted_at) * 12 + month(submitted_at) - 1)::USMALLINT AS month_no
    FROM request JOIN place USING (unit_code)
    WHERE status <> 'dibatalkan' AND nik_no IS NOT NULL
),
first_seen AS (
    SELECT nik_no, min(month_no) AS first_no FROM seen GROUP BY nik_no
),
by_office AS MATERIALIZED (
    SELECT nik_no, unit_no, kecamatan_no, month_no, month_no = first_no AS is_new FROM seen JOIN first_seen USING (nik_no)
),
by_kecamatan AS MATERIALIZED (
    SELECT DISTINCT nik_no, kecamatan_no, month_no, is_new FROM by_office
),
by_city AS (
    SELECT DISTINCT nik_no, month_no, is_new FROM by_kecamatan
),
counted AS (
    SELECT 'kantor' AS scope, unit_no AS place_no, month_no, count(*) AS seen, count(*) FILTER (is_new) AS new
    FROM by_office GROUP BY ALL
    UNION ALL
    SELECT 'wilayah', kecamatan_no, month_no, count(*), count(*) FILTER (is_new) FROM by_kecamatan GROUP BY ALL
    UNION ALL
    SELECT 'kota', NULL, month_no, count(*), count(*) FILTER (is_new) FROM by_city GROUP BY ALL
),
named AS (
    SELECT 'kantor' AS scope, unit_no AS place_no, unit_code FROM place
    UNION ALL
    SELECT DISTINCT 'wilayah', kecamatan_no, kecamatan_code FROM place
)
SELECT
    scope,
    coalesce(unit_code, '') AS unit_code,
    make_date(month_no // 12, month_no % 12 + 1, 1) AS month,
    seen::INTEGER AS "distinct",
    new::INTEGER AS "new",
    (seen - new)::INTEGER AS "returning"
FROM counted LEFT JOIN named USING (scope, place_no)
