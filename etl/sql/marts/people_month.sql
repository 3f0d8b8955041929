-- Distinct citizens a month with a request that is not cancelled, by office, kecamatan and city; new: first seen in that
-- month anywhere in the city. Counts of persons are never added up.
-- Nearly every citizen goes to one office or two a month: those are counted by small codes, only the others one by one.
WITH place AS (
    SELECT
        unit_code, kecamatan_code,
        row_number() OVER (ORDER BY unit_code)::INTEGER AS unit_no
    FROM ref_units
),
visit_month AS (
    SELECT nik_no, unit_no, ((year(submitted_at) - 2000) * 12 + month(submitted_at) - 1)::INTEGER AS month_no
    FROM request JOIN place USING (unit_code)
    WHERE status <> 'dibatalkan' AND nik_no IS NOT NULL
),
person_month AS MATERIALIZED (
    -- Month, whether a third office is possible, then the offices with the lowest and the highest number, as one code:
    -- the least of a citizen is the first.
    SELECT
        nik_no,
        ((month_no * 2 + (count(*) > 2 AND min(unit_no) < max(unit_no))::INTEGER) * 256 + min(unit_no)) * 256
            + max(unit_no) AS code
    FROM visit_month GROUP BY nik_no, month_no
),
first_seen AS MATERIALIZED (
    SELECT nik_no, min(code) AS code FROM person_month GROUP BY nik_no
),
coded AS MATERIALIZED (
    SELECT
        code // 131072 AS month_no, code // 65536 % 2 = 1 AS has_more, code // 256 % 256 AS low_no, code % 256 AS high_no,
        sum(seen) AS seen, sum(new) AS new
    FROM (
        SELECT code, count(*) AS seen, 0 AS new FROM person_month GROUP BY code
        UNION ALL
        SELECT code, 0, count(*) FROM first_seen GROUP BY code
    )
    GROUP BY code
),
several AS (
    -- Citizens who may have been at three offices or more in a month.
    SELECT DISTINCT nik_no, month_no, unit_no, person_month.code = first_seen.code AS is_new
    FROM person_month
    JOIN first_seen USING (nik_no)
    JOIN visit_month USING (nik_no)
    WHERE person_month.code // 65536 % 2 = 1 AND visit_month.month_no = person_month.code // 131072
),
few AS (
    SELECT
        coded.*, low.unit_code AS low_unit, high.unit_code AS high_unit, low.kecamatan_code AS low_area,
        high.kecamatan_code AS high_area
    FROM coded JOIN place AS low ON low.unit_no = low_no JOIN place AS high ON high.unit_no = high_no
    WHERE NOT has_more
),
counted AS (
    SELECT 'kantor' AS scope, unnest(list_distinct([low_unit, high_unit])) AS unit_code, month_no, seen, new FROM few
    UNION ALL
    SELECT 'kantor', unit_code, month_no, count(*), count(*) FILTER (is_new)
    FROM several JOIN place USING (unit_no) GROUP BY ALL
    UNION ALL
    SELECT 'wilayah', unnest(list_distinct([low_area, high_area])), month_no, seen, new FROM few
    UNION ALL
    SELECT 'wilayah', kecamatan_code, month_no, count(*), count(*) FILTER (is_new)
    FROM (SELECT DISTINCT nik_no, month_no, kecamatan_code, is_new FROM several JOIN place USING (unit_no)) GROUP BY ALL
    UNION ALL
    SELECT 'kota', '', month_no, seen, new FROM coded
)
SELECT
    scope,
    unit_code,
    make_date(2000 + month_no // 12, month_no % 12 + 1, 1) AS month,
    sum(seen)::INTEGER AS "distinct",
    sum(new)::INTEGER AS "new",
    sum(seen - new)::INTEGER AS "returning"
FROM counted
GROUP BY ALL
