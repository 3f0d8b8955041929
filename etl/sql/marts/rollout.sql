-- The delivered roster laid over the shipped one. A shipped row stays where the roster is silent on the office, and
-- a shipped "aktif" until the roster itself calls the office live. One row an office and day: what was delivered
-- before what was shipped, what happened before what was planned. Of the plans of an office for a status the latest export
-- that shows one counts.
WITH last_seen AS (
    SELECT unit_code, date, is_planned, max(export_time) AS last_export
    FROM rollout_event_version JOIN hold USING (version_no) JOIN export USING (file_no)
    GROUP BY ALL
),
delivered AS (
    SELECT
        unit_code, date, status, is_planned, true AS is_start_known,
        'peluncuran/' || (
            SELECT min(public) FROM hold JOIN export USING (file_no) JOIN public_name USING (source, path, sha256)
            WHERE hold.version_no = rollout_event.version_no
        ) AS source,
        is_planned::INTEGER * 2 AS rank
    FROM rollout_event JOIN last_seen USING (unit_code, date, is_planned)
    QUALIFY NOT is_planned OR last_export = max(last_export) OVER (PARTITION BY unit_code, status, is_planned)
),
shipped AS (
    SELECT unit_code, date, status, false AS is_planned, is_start_known, source, 1 AS rank
    FROM ref_rollout
    WHERE NOT EXISTS (
        SELECT 1 FROM rollout_event AS event
        WHERE event.unit_code = ref_rollout.unit_code AND NOT event.is_planned
            AND (event.status = 'aktif' OR ref_rollout.status <> 'aktif')
    )
)
SELECT unit_code, date, status, is_planned, is_start_known, source
FROM (SELECT * FROM delivered UNION ALL SELECT * FROM shipped)
QUALIFY row_number() OVER (PARTITION BY unit_code, date ORDER BY rank) = 1
