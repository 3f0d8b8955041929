-- Visits by office and day. Split by purpose, only visits to apply count; not split, the whole count is all there is.
-- None to apply beside a total that the other purposes do not reach is a form of which only the total was filled in.
CREATE OR REPLACE TEMP VIEW day_visits AS
SELECT
    unit_code, date, whole, is_split, CASE WHEN is_split THEN apply ELSE whole END::INTEGER AS visits,
    NOT is_split AND whole IS NOT NULL AS is_unsplit,
    coalesce(whole, CASE WHEN is_split THEN apply + others END)::INTEGER AS all_visits, collected
FROM (
    SELECT *, apply IS NOT NULL AND NOT (apply = 0 AND coalesce(whole, 0) > coalesce(others, 0)) AS is_split
    FROM (
        SELECT
            unit_code, date, sum(visits) FILTER (purpose = 'permohonan') AS apply,
            sum(visits) FILTER (purpose = 'semua') AS whole,
            sum(visits) FILTER (purpose NOT IN ('permohonan', 'semua')) AS others,
            sum(visits) FILTER (purpose = 'ambil_berkas') AS collected
        FROM visit GROUP BY unit_code, date
    )
)
