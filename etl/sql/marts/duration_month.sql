-- Minutes from submission to "ready to collect", as the range in which they lie: exact to the bucket where the status
-- has a time of its own; else after the last moment at which the request was not ready yet, and up to the first at
-- which it was, or was collected already. One never seen ready took longer than until the last moment at which it was
-- seen waiting. Only versions that were replaced, those without a time and those still waiting need the files that
-- show them: these are few, and the rest is one pass.
WITH said AS (
    SELECT version_no, request_no, status, updated_at, is_newest FROM request_version
    WHERE NOT is_newest OR updated_at IS NULL OR status NOT IN ('siap_diambil', 'sudah_diambil', 'dibatalkan')
),
shown AS (
    SELECT version_no, min(export_time) AS first_export, max(export_time) AS last_export
    FROM said JOIN hold USING (version_no) JOIN export USING (file_no)
    GROUP BY version_no
),
history AS (
    SELECT
        request_no,
        min(updated_at) FILTER (status = 'siap_diambil') AS ready_at,
        min(coalesce(updated_at, first_export)) FILTER (status IN ('siap_diambil', 'sudah_diambil')) AS latest,
        max(coalesce(last_export, updated_at)) FILTER (
            NOT is_newest AND status NOT IN ('siap_diambil', 'sudah_diambil', 'dibatalkan')
        ) AS waiting,
        -- Of one never seen ready its newest version counts too.
        max(greatest(last_export, updated_at)) FILTER (
            status NOT IN ('siap_diambil', 'sudah_diambil', 'dibatalkan')
        ) AS last_waiting
    FROM said LEFT JOIN shown USING (version_no)
    GROUP BY request_no
),
bound AS (
    SELECT
        unit_code, submitted_at, service, history.waiting, history.last_waiting,
        -- A number that was used again, or whose submission was moved: what was ready before it is another request.
        coalesce(
            CASE WHEN latest_of(history.ready_at) >= submitted_at THEN history.ready_at END,
            CASE WHEN status = 'siap_diambil' THEN updated_at END
        ) AS ready_at,
        least(CASE WHEN latest_of(history.latest) >= submitted_at THEN history.latest END, CASE WHEN status IN ('siap_diambil', 'sudah_diambil') THEN updated_at END) AS latest
    FROM request_version LEFT JOIN history USING (request_no)
    WHERE is_newest AND NOT is_vanished AND status <> 'dibatalkan'
),
quarters AS (
    -- In quarters of an hour, the first rounded down and the last up. Without a latest moment there is no end. A day
    -- without a clock lasts until its end.
    SELECT
        unit_code, date_trunc('month', submitted_at)::DATE AS month, service,
        ready_at IS NOT NULL AND latest_of(ready_at) = ready_at AND latest_of(submitted_at) = submitted_at AS is_exact,
        (CASE
            WHEN ready_at IS NOT NULL THEN greatest(0, epoch_us(ready_at) - epoch_us(latest_of(submitted_at)))
            WHEN latest IS NULL
                THEN coalesce(greatest(0, epoch_us(last_waiting) - epoch_us(latest_of(submitted_at))), 0)
            WHEN waiting IS NULL THEN 0
            ELSE greatest(0, epoch_us(least(greatest(submitted_at, waiting), latest)) - epoch_us(latest_of(submitted_at)))
         END // 900000000)::INTEGER AS first_quarter,
        ((epoch_us(coalesce(latest_of(ready_at), latest)) - epoch_us(submitted_at) + 899999999) // 900000000)::INTEGER
            AS last_quarter,
        latest_of(submitted_at) + to_microseconds((sla.days * 86400000000)::BIGINT) <= period.last + INTERVAL 1 DAY AS is_due,
        count(*) AS requests
    FROM bound LEFT JOIN ref_sla AS sla USING (service), period
    GROUP BY ALL
),
stepped AS (
    -- Quarters up to two hours, hours up to a day, quarters of a day up to a week, then days, after 60 days 30 of them.
    SELECT
        *,
        CASE WHEN first_quarter <= 8 THEN 1 WHEN first_quarter <= 96 THEN 4 WHEN first_quarter <= 672 THEN 24
             WHEN first_quarter <= 5760 THEN 96 ELSE 2880 END AS first_step,
        CASE WHEN last_quarter <= 8 THEN 1 WHEN last_quarter <= 96 THEN 4 WHEN last_quarter <= 672 THEN 24
             WHEN last_quarter <= 5760 THEN 96 ELSE 2880 END AS last_step
    FROM quarters
)
SELECT
    unit_code, month, service,
    CASE WHEN is_exact THEN 'tepat' WHEN last_quarter IS NOT NULL THEN 'rentang' ELSE 'belum_terlihat' END AS kind,
    (15 * (first_quarter // first_step * first_step))::INTEGER AS minutes_from,
    (15 * ((last_quarter + last_step - 1) // last_step * last_step))::INTEGER AS minutes_to,
    is_due,
    sum(requests)::INTEGER AS requests
FROM stepped
GROUP BY ALL
