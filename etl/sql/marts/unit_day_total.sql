-- One row an office and day of the data: counts, and whether they are due, reported and comparable.
WITH live AS (
    -- From each event on, until the next one, the office has the event's status.
    SELECT
        unit_code, date AS since,
        lead(date, 1, DATE '9999-12-31') OVER (PARTITION BY unit_code ORDER BY date) AS until,
        status = 'aktif' AS is_live
    FROM build.rollout WHERE NOT is_planned
),
unknown_start AS (
    -- Reached on or before the date: what was before it is not known.
    SELECT unit_code, min(date) AS known_from FROM build.rollout
    WHERE NOT is_planned GROUP BY unit_code HAVING NOT arg_min(is_start_known, date)
),
requests AS (
    SELECT
        unit_code, date,
        coalesce(sum(requests) FILTER (origin = 'warga'), 0)::INTEGER AS warga,
        coalesce(sum(requests) FILTER (origin = 'rt'), 0)::INTEGER AS rt,
        coalesce(sum(requests) FILTER (origin = 'petugas'), 0)::INTEGER AS petugas,
        coalesce(sum(requests) FILTER (origin = 'tidak_diketahui'), 0)::INTEGER AS tidak_diketahui
    FROM build.unit_day GROUP BY unit_code, date
),
help AS (
    SELECT unit_code, received_at::DATE AS date, count(*)::INTEGER AS help_calls
    FROM call WHERE category = 'bantuan_digital' GROUP BY ALL
),
outages AS (
    -- A day is lost when the outage touches the opening hours, 08 to 16.
    SELECT DISTINCT unit.unit_code, calendar.date
    FROM outage
    JOIN ref_units AS unit ON outage.unit_code IN (unit.unit_code, 'SEMUA')
    JOIN calendar ON outage.started_at < calendar.date + INTERVAL 16 HOUR
        -- One without an end goes on.
        AND coalesce(outage.ended_at > calendar.date + INTERVAL 8 HOUR, true)
),
gap_day AS (
    SELECT source, date FROM build.log_gap JOIN calendar ON date BETWEEN first_day AND last_day
),
unknown_month AS (
    -- Where many calls of a month say no category that is known, nobody can tell how many asked for help.
    SELECT date_trunc('month', received_at)::DATE AS month FROM call GROUP BY ALL
    HAVING count(*) FILTER (category = 'tidak_dikenal') > $max_unknown_share * count(*)
),
covered AS (
    -- A log covers the days from its first to its last, without those on which the whole city is missing.
    SELECT
        date,
        coalesce(date BETWEEN request_first AND request_last, false) AND date NOT IN (SELECT date FROM gap_day WHERE source = 'permohonan') AS is_covered,
        coalesce(date BETWEEN call_first AND call_last, false) AND date NOT IN (SELECT date FROM gap_day WHERE source = 'panggilan_112')
            AND month NOT IN (SELECT month FROM unknown_month) AS has_calls
    FROM calendar, (SELECT min(submitted_at)::DATE AS request_first, max(submitted_at)::DATE AS request_last FROM request),
        (SELECT min(received_at)::DATE AS call_first, max(received_at)::DATE AS call_last FROM call)
),
spine AS (
    SELECT unit.unit_code, calendar.date, calendar.is_working_day
    FROM ref_units AS unit, calendar, period
    WHERE calendar.date BETWEEN period.first AND period.last
),
counted AS (
    SELECT
        spine.unit_code, spine.date,
        CASE WHEN is_covered THEN coalesce(requests.warga, 0) END AS warga,
        CASE WHEN is_covered THEN coalesce(requests.rt, 0) END AS rt,
        CASE WHEN is_covered THEN coalesce(requests.petugas, 0) END AS petugas,
        CASE WHEN is_covered THEN coalesce(requests.tidak_diketahui, 0) END AS tidak_diketahui,
        day_visits.visits, day_visits.is_unsplit, day_visits.all_visits,
        CASE WHEN has_calls THEN coalesce(help.help_calls, 0) END AS help_calls,
        CASE WHEN live.is_live IS NULL AND unknown_start.known_from > spine.date THEN NULL
             ELSE coalesce(live.is_live, false) END AS is_live,
        outages.date IS NOT NULL AS is_outage,
        spine.is_working_day AND outages.date IS NULL AND closed.date IS NULL AS is_expected,
        is_covered
    FROM spine
    JOIN covered USING (date)
    LEFT JOIN requests USING (unit_code, date)
    LEFT JOIN day_visits USING (unit_code, date)
    LEFT JOIN help USING (unit_code, date)
    LEFT JOIN outages USING (unit_code, date)
    LEFT JOIN (FROM build.closed_day WHERE NOT is_still_due) AS closed USING (unit_code, date)
    LEFT JOIN unknown_start USING (unit_code)
    LEFT JOIN live ON live.unit_code = spine.unit_code AND spine.date >= live.since AND spine.date < live.until
)
SELECT
    unit_code, date, warga, rt, petugas, tidak_diketahui, visits, is_unsplit, all_visits, help_calls, is_live, is_outage, is_expected,
    is_expected AND visits IS NOT NULL AS is_walkin_complete,
    is_expected AND visits IS NOT NULL AND coalesce(is_live, false) AND is_covered AS is_complete
FROM counted
