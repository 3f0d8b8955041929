-- Of each row that bears a kecamatan's name, by what one sheet calls it: how often it is the sum of the area's others.
-- {kind}: the key's column beside office and day; {count}: the counts; {part}: the sheet that a row stands in.
WITH told AS (
    SELECT n, unit_code, date, {kind}::VARCHAR AS kind, {count} AS counted,
        faults = '' AND unit_code IS NOT NULL AS is_sure
    FROM judged_rows
), sure AS (
    SELECT DISTINCT area, told.unit_code::VARCHAR AS unit_code, date, told.kind, counted
    FROM told JOIN office_area ON office_area.unit_code = told.unit_code WHERE is_sure
), whole AS (
    FROM sure UNION ALL BY NAME
    -- Who has no count of all purposes has that of all of them together.
    SELECT area, unit_code, date, 'semua' AS kind, sum(counted) AS counted FROM sure
    WHERE '{kind}' = 'purpose' GROUP BY ALL HAVING NOT bool_or(sure.kind = 'semua')
), others AS (
    SELECT area, date, kind, sum(counted) AS counted, count(*) AS rows, count(*) FILTER (counted > 0) AS parts
    FROM whole GROUP BY ALL
), doubted AS (
    -- Rows that may be sums, and those of nobody knows whom.
    SELECT told.* EXCLUDE (unit_code), coalesce(own.unit_code, unknown_place.area) AS area,
        unknown_place.within, {part} AS part, raw.unit AS name, raw.kecamatan AS named_area
    FROM told JOIN raw USING (n)
    LEFT JOIN office_area AS own ON own.unit_code = told.unit_code AND own.unit_code = own.area
    LEFT JOIN unknown_place ON unknown_place.unit IS NOT DISTINCT FROM raw.unit
        AND unknown_place.kecamatan IS NOT DISTINCT FROM raw.kecamatan
    WHERE NOT is_sure OR own.unit_code IS NOT NULL
), unsure AS (
    -- One of these counts, all, or all that name the kecamatan may be in its sum: those that name none in any.
    SELECT every.area, date, kind, list(counted) AS counts, sum(counted) AS counted,
        sum(counted) FILTER (within IS NOT NULL) AS named
    FROM doubted JOIN (SELECT DISTINCT area FROM office_area) AS every ON coalesce(within, every.area) = every.area
    WHERE doubted.area IS NULL AND counted IS NOT NULL AND date IS NOT NULL GROUP BY ALL
), unread AS (
    -- Rows of which a count, or nothing at all, can be read: what they say may be in the sum.
    SELECT DISTINCT date, within FROM doubted WHERE area IS NULL AND counted IS NULL
), head AS (
    SELECT doubted.*, others.counted - if(is_sure, doubted.counted, 0) AS expected,
        others.rows - is_sure::INTEGER AS siblings, parts - (is_sure AND doubted.counted > 0)::INTEGER AS parts,
        list_concat([0, unsure.counted, unsure.named], unsure.counts) AS more,
        EXISTS (
            FROM unread WHERE coalesce(unread.date, doubted.date) = doubted.date
            AND coalesce(unread.within, doubted.area) = doubted.area
        ) AS is_open
    FROM doubted LEFT JOIN others USING (area, date, kind) LEFT JOIN unsure USING (area, date, kind)
    WHERE area IS NOT NULL AND doubted.counted IS NOT NULL AND date IS NOT NULL
), compared AS (
    SELECT *, coalesce(siblings, 0) > 0 AND list_contains(more, counted - expected) AS is_sum,
        coalesce(siblings, 0) > 0 AND is_open AND counted > expected AS may_be_sum
    FROM head
)
SELECT part, name, named_area, any_value(area) AS area, list(n) AS numbers,
    count(*) FILTER (parts > 1 AND is_sum) AS added,
    count(*) FILTER (parts > 1 AND may_be_sum) AS open,
    count(*) FILTER (NOT is_sum AND NOT may_be_sum) AS missed
FROM compared GROUP BY ALL ORDER BY area, part, name
