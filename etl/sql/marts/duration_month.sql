-- Minutes from submission to "ready to collect", as the range in which they lie: exact to the bucket where the status
-- has a time of its own; else after the last moment at which the request was not ready yet, and up to the first at
-- which it was, or was collected already. One never seen ready took longer than until the last moment at which it was
-- seen waiting. Only versions that were replaced, those without a time and those still waiting need the files that
-- show them; what replaced ones gave way to is in `replaced_version` (etl/publishing/replaced.py).
WITH span AS (
    SELECT file_no, min(version_no) AS low, max(version_no) AS high FROM hold GROUP BY file_no
),
alone AS (
    -- Files whose versions no other file can show: as their numbers follow each other, most files of a first load, or
    -- of exports that show only what changed. Nothing need be grouped there.
    SELECT file_no
    FROM (
        SELECT
            *, max(high) OVER (ORDER BY low, file_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before,
            lead(low) OVER (ORDER BY low, file_no) AS after
        FROM span
    )
    WHERE coalesce(before < low, true) AND coalesce(high < after, true)
),
exported AS (
    SELECT file_no, min(export_time) AS first_export, max(export_time) AS last_export FROM export GROUP BY file_no
),
block AS (
    -- The spans of those files, cut into blocks of 65,536 numbers: a version finds its file without a row for each.
    SELECT unnest(range(low >> 16, (high >> 16) + 1)) AS block_no, low, high, first_export, last_export
    FROM span JOIN exported USING (file_no) SEMI JOIN alone USING (file_no)
),
shared AS (
    SELECT version_no, min(first_export) AS first_export, max(last_export) AS last_export
    FROM hold JOIN exported USING (file_no) ANTI JOIN alone USING (file_no)
    GROUP BY version_no
),
version AS NOT MATERIALIZED (
    SELECT
        request_version.*,
        coalesce(block.first_export, shared.first_export) AS first_export,
        coalesce(block.last_export, shared.last_export) AS last_export
    FROM request_version
    LEFT JOIN block ON version_no >> 16 = block_no AND version_no BETWEEN low AND high
    LEFT JOIN shared USING (version_no)
),
history AS (
    -- What the replaced versions of a request say.
    SELECT
        newest_no,
        min(updated_at) FILTER (status = 'siap_diambil') AS ready_at,
        min(coalesce(updated_at, first_export)) FILTER (status IN ('siap_diambil', 'sudah_diambil')) AS latest,
        max(coalesce(last_export, updated_at)) FILTER (
            status NOT IN ('siap_diambil', 'sudah_diambil') AND is_counted_status(status)
        ) AS waiting,
        max(greatest(last_export, updated_at)) FILTER (
            status NOT IN ('siap_diambil', 'sudah_diambil') AND is_counted_status(status)
        ) AS last_waiting
    FROM version JOIN replaced_version USING (version_no)
    WHERE NOT is_newest
    GROUP BY newest_no
),
bound AS (
    SELECT
        unit_code, submitted_at, service, history.waiting,
        status IN ('siap_diambil', 'sudah_diambil') AS is_done,
        greatest(history.last_waiting, CASE WHEN NOT is_done THEN greatest(last_export, updated_at) END)
            AS last_waiting,
        -- A number that was used again, or whose submission was moved: what was ready before it is another request.
        coalesce(
            CASE WHEN latest_of(history.ready_at) >= submitted_at THEN history.ready_at END,
            CASE WHEN status = 'siap_diambil' THEN updated_at END
        ) AS ready_at,
        least(history.latest, CASE WHEN is_done AND updated_at IS NULL THEN first_export END) AS seen_done,
        least(
            CASE WHEN latest_of(seen_done) >= submitted_at THEN seen_done END, CASE WHEN is_done THEN updated_at END
        ) AS latest
    FROM version LEFT JOIN history ON newest_no = version_no
    WHERE is_newest AND NOT is_vanished AND is_counted_status(status)
),
moments AS (
    -- The range in microseconds. Without a latest moment there is no end. A day without a clock lasts until its end.
    SELECT
        unit_code, service, submitted_at,
        epoch_us(latest_of(submitted_at)) AS submitted_until_us,
        coalesce(latest_of(ready_at) = ready_at AND latest_of(submitted_at) = submitted_at, false) AS is_exact,
        epoch_us(CASE
            WHEN ready_at IS NOT NULL THEN ready_at
            WHEN latest IS NULL THEN last_waiting
            WHEN waiting IS NOT NULL THEN least(greatest(submitted_at, waiting), latest)
        END) - submitted_until_us AS first_us,
        epoch_us(coalesce(latest_of(ready_at), latest)) - epoch_us(submitted_at) AS last_us
    FROM bound
),
quarters AS (
    -- In quarters of an hour, the first rounded down and the last up.
    SELECT
        unit_code, service, date_trunc('month', submitted_at)::DATE AS month, is_exact,
        (greatest(coalesce(first_us, 0), 0) // 900000000)::INTEGER AS first_quarter,
        ((last_us + 899999999) // 900000000)::INTEGER AS last_quarter,
        submitted_until_us + (sla.days * 86400000000)::BIGINT <= epoch_us(period.last + INTERVAL 1 DAY) AS is_due
    FROM moments LEFT JOIN ref_sla AS sla USING (service), period
),
stepped AS (
    -- Quarters up to two hours, hours up to a day, quarters of a day up to a week, then days, after 60 days 30 of them.
    SELECT
        unit_code, month, service, is_exact, is_due,
        first_quarter - first_quarter % CASE
            WHEN first_quarter <= 8 THEN 1 WHEN first_quarter <= 96 THEN 4 WHEN first_quarter <= 672 THEN 24
            WHEN first_quarter <= 5760 THEN 96 ELSE 2880 END AS quarters_from,
        CASE WHEN last_quarter <= 8 THEN 1 WHEN last_quarter <= 96 THEN 4 WHEN last_quarter <= 672 THEN 24
             WHEN last_quarter <= 5760 THEN 96 ELSE 2880 END AS last_step,
        (last_quarter + last_step - 1) // last_step * last_step AS quarters_to
    FROM quarters
),
counted AS (
    -- Before numbers become words and minutes, which would be made for every request.
    SELECT unit_code, month, service, is_exact, quarters_from, quarters_to, is_due, count(*)::INTEGER AS requests
    FROM stepped
    GROUP BY ALL
)
SELECT
    unit_code, month, service,
    CASE WHEN is_exact THEN 'tepat' WHEN quarters_to IS NOT NULL THEN 'rentang' ELSE 'belum_terlihat' END AS kind,
    (15 * quarters_from)::INTEGER AS minutes_from, (15 * quarters_to)::INTEGER AS minutes_to, is_due, requests
FROM counted
