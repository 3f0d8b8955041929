-- Distinct citizens a month with a request that is not cancelled, by office, kecamatan and city; new: first seen in that
-- month anywhere in the city. Counts of persons are never added up.
-- Nearly every citizen goes to one office a month: those are counted by small codes, only the others one by one.
WITH place AS (
    SELECT
        unit_code, kecamatan_code,
        row_number() OVER (ORDER BY unit_code)::INTEGER AS unit_no
    FROM ref_units
),
visit_month AS (
    SELECT nik_no, unit_no, (year(submitted_at) * 12 + month(submitted_at) - 1)::INTEGER AS month_no
    FROM request JOIN place USING (unit_code)
    WHERE status <> 'dibatalkan' AND nik_no IS NOT NULL
),
person_month AS MATERIALIZED (
    -- Month, then the offices with the lowest and the highest number, as one code: the least of a citizen is the first.
    SELECT nik_no, month_no * 65536 + min(unit_no) * 256 + max(unit_no) AS code FROM visit_month GROUP BY nik_no, month_no
),
first_seen AS MATERIALIZED (
    SELECT nik_no, min(code) AS code FROM person_month GROUP BY nik_no
),
coded AS (
    SELECT code // 65536 AS month_no, code // 256 % 256 AS unit_no, code % 256 AS last_unit_no, sum(seen) AS seen, sum(new) AS new
    FROM (
        SELECT code, count(*) AS seen, 0 AS new FROM person_month GROUP BY code
        UNION ALL
        SELECT code, 0, count(*) FROM first_seen GROUP BY code
    )
    GROUP BY code
),
several AS (
    -- Citizens at more than one office in a month.
    SELECT DISTINCT nik_no, month_no, unit_no, person_month.code = first_seen.code AS is_new
    FROM person_month
    JOIN first_seen USING (nik_no)
    JOIN visit_month USING (nik_no)
    WHERE person_month.code // 256 % 256 <> person_month.code % 256 AND visit_month.month_no = person_month.code // 65536
),
counted AS (
    SELECT 'kantor' AS scope, unit_code, month_no, seen, new FROM coded JOIN place USING (unit_no) WHERE unit_no = last_unit_no
    UNION ALL
    SELECT 'kantor', unit_code, month_no, count(*), count(*) FILTER (is_new)
    FROM several JOIN place USING (unit_no) GROUP BY ALL
    UNION ALL
    SELECT 'wilayah', kecamatan_code, month_no, seen, new FROM coded JOIN place USING (unit_no) WHERE unit_no = last_unit_no
    UNION ALL
    SELECT 'wilayah', kecamatan_code, month_no, count(*), count(*) FILTER (is_new)
    FROM (SELECT DISTINCT nik_no, month_no, kecamatan_code, is_new FROM several JOIN place USING (unit_no)) GROUP BY ALL
    UNION ALL
    SELECT 'kota', '', month_no, seen, new FROM coded
)
SELECT
    scope,
    unit_code,
    make_date(month_no // 12, month_no % 12 + 1, 1) AS month,
    sum(seen)::INTEGER AS "distinct",
    sum(new)::INTEGER AS "new",
    sum(seen - new)::INTEGER AS "returning"
FROM counted
GROUP BY ALL
