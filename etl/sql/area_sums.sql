-- Of each row that bears a kecamatan's name, by what one sheet calls it: how often it is the sum of the area's others.
-- {kind}: the key's column beside office and day; {count}: the counts; {part}: the sheet that a row stands in.
WITH told AS (
    SELECT n, judged_rows.unit_code::VARCHAR AS unit_code, judged_rows.date, judged_rows.{kind}::VARCHAR AS kind,
        judged_rows.{count} AS counted,
        faults = '' AND judged_rows.unit_code IS NOT NULL AS is_sure,
        coalesce(ref_units.kecamatan_code, area_name.area) AS area,
        coalesce(ref_units.unit_code = ref_units.kecamatan_code, area_name.area IS NOT NULL) AS is_head,
        {part} AS part, raw.unit AS name, raw.kecamatan AS named_area
    FROM judged_rows JOIN raw USING (n)
    LEFT JOIN ref_units ON ref_units.unit_code = judged_rows.unit_code
    LEFT JOIN area_name ON area_name.unit IS NOT DISTINCT FROM raw.unit
        AND area_name.kecamatan IS NOT DISTINCT FROM raw.kecamatan
), sure AS (
    SELECT DISTINCT area, unit_code, date, kind, counted FROM told WHERE is_sure
), whole AS (
    FROM sure UNION ALL BY NAME
    -- Who has no count of all purposes has that of all of them together.
    SELECT area, unit_code, date, 'semua' AS kind, sum(counted) AS counted FROM sure
    WHERE '{kind}' = 'purpose' GROUP BY ALL HAVING NOT bool_or(sure.kind = 'semua')
), others AS (
    SELECT area, date, kind, sum(counted) AS counted, count(*) AS rows, count(*) FILTER (counted > 0) AS parts
    FROM whole GROUP BY ALL
), unsure AS (
    -- Counts of nobody knows whom: one of them, or all, may be in the sum.
    SELECT date, kind, list(counted) AS counts, sum(counted) AS counted FROM told
    WHERE NOT is_sure AND NOT is_head AND counted IS NOT NULL AND date IS NOT NULL GROUP BY ALL
), unread AS (
    -- Rows of which a count, or nothing at all, can be read: what they say may be in the sum.
    SELECT DISTINCT area, date, kind FROM told WHERE NOT is_sure AND NOT is_head AND counted IS NULL
), head AS (
    SELECT told.*, others.counted - if(is_sure, told.counted, 0) AS expected,
        others.rows - is_sure::INTEGER AS siblings, parts - (is_sure AND told.counted > 0)::INTEGER AS parts,
        list_concat([0, unsure.counted], unsure.counts) AS more,
        EXISTS (FROM unread WHERE unread.date IS NULL OR unread.date = told.date) AS is_open
    FROM told LEFT JOIN others USING (area, date, kind) LEFT JOIN unsure USING (date, kind)
    WHERE is_head AND told.counted IS NOT NULL AND date IS NOT NULL
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
