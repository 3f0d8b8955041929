-- Minutes from submission to "ready to collect", as the range in which they lie: exact to the bucket where the status
-- has a time of its own; else after the last moment at which the request was not ready yet, and up to the first at
-- which it was, or was collected already. Only versions that were replaced, and those without a time, need the files
-- that show them.
WITH shown AS (
    SELECT version_no, min(export_time) AS first_export, max(export_time) AS last_export
    FROM hold JOIN export USING (file_no)
    WHERE version_no IN (SELECT version_no FROM request_version WHERE NOT is_newest OR updated_at IS NULL)
    GROUP BY version_no
),
before AS (
    SELECT
        request_no,
        min(updated_at) FILTER (status = 'siap_diambil') AS ready_at,
        min(coalesce(updated_at, first_export)) FILTER (status IN ('siap_diambil', 'sudah_diambil')) AS latest,
        max(coalesce(last_export, updated_at)) FILTER (status NOT IN ('siap_diambil', 'sudah_diambil', 'dibatalkan')) AS waiting
    FROM request_version LEFT JOIN shown USING (version_no)
    WHERE NOT is_newest
    GROUP BY request_no
),
bound AS (
    SELECT
        unit_code, submitted_at, service,
        coalesce(before.ready_at, CASE WHEN status = 'siap_diambil' THEN updated_at END) AS ready_at,
        least(
            before.latest,
            CASE WHEN status IN ('siap_diambil', 'sudah_diambil') THEN coalesce(updated_at, shown.first_export) END
        ) AS latest,
        before.waiting
    FROM request_version
    LEFT JOIN before USING (request_no)
    LEFT JOIN shown USING (version_no)
    WHERE is_newest AND NOT is_vanished AND status <> 'dibatalkan'
),
ranged AS (
    SELECT
        unit_code, date_trunc('month', submitted_at)::DATE AS month, service,
        CASE WHEN ready_at IS NOT NULL THEN 'tepat' WHEN latest IS NOT NULL THEN 'rentang' ELSE 'belum_terlihat' END AS kind,
        date_diff('minute', submitted_at, coalesce(ready_at, least(greatest(submitted_at, waiting), latest))) AS first_minute,
        date_diff('minute', submitted_at, coalesce(ready_at, latest)) AS last_minute
    FROM bound
),
stepped AS (
    -- Quarters up to two hours, hours up to a day, quarters of a day up to a week, then days, after 60 days 30 of them.
    SELECT
        *,
        CASE WHEN first_minute <= 120 THEN 15 WHEN first_minute <= 1440 THEN 60 WHEN first_minute <= 10080 THEN 360
             WHEN first_minute <= 86400 THEN 1440 ELSE 43200 END AS first_step,
        CASE WHEN last_minute <= 120 THEN 15 WHEN last_minute <= 1440 THEN 60 WHEN last_minute <= 10080 THEN 360
             WHEN last_minute <= 86400 THEN 1440 ELSE 43200 END AS last_step
    FROM ranged
)
SELECT
    unit_code, month, service, kind,
    CASE WHEN kind <> 'belum_terlihat' THEN (first_minute // first_step * first_step)::INTEGER END AS minutes_from,
    CASE WHEN kind <> 'belum_terlihat' THEN ((last_minute + last_step - 1) // last_step * last_step)::INTEGER END AS minutes_to,
    count(*)::INTEGER AS requests
FROM stepped
GROUP BY ALL
