-- Days inside a log that it does not cover: in the whole city not one record, where at the usual pace ten or more would
-- have been expected. By chance alone (Poisson) that comes once in twenty thousand such spells, so an export is missing.
-- A few stray rows, as the exports before and after bring them, do not cover a day: up to three, and in all at most a
-- twentieth of what was to be expected, which chance explains even less.
-- Request log: working days without an outage of the whole city are judged; 112 calls: all days.
WITH outage_day AS (
    SELECT DISTINCT calendar.date
    FROM outage JOIN calendar
        ON outage.started_at < calendar.date + INTERVAL 16 HOUR
        AND coalesce(outage.ended_at > calendar.date + INTERVAL 8 HOUR, true)
    WHERE outage.unit_code = 'SEMUA'
),
record AS (
    SELECT 'permohonan' AS source, date, sum(requests) AS records FROM build.unit_day GROUP BY date
    UNION ALL
    SELECT 'panggilan_112', date, sum(calls) FROM build.calls_hour GROUP BY date
),
span AS (
    SELECT source, min(date) AS first, max(date) AS last FROM record GROUP BY source
),
day AS (
    SELECT
        span.source, calendar.date, coalesce(record.records, 0) AS records,
        row_number() OVER (PARTITION BY span.source ORDER BY calendar.date) AS day_no
    FROM span
    JOIN calendar ON calendar.date BETWEEN span.first AND span.last
    LEFT JOIN outage_day ON outage_day.date = calendar.date
    LEFT JOIN record ON record.source = span.source AND record.date = calendar.date
    WHERE span.source = 'panggilan_112' OR calendar.is_working_day AND outage_day.date IS NULL
),
spell AS (
    SELECT stray.most, day.*, count(*) FILTER (records > most) OVER (PARTITION BY most, source ORDER BY date) AS spell
    FROM day, (VALUES (0), (3)) AS stray(most)
),
silence AS (
    SELECT
        most, source, min(date) AS first_day, max(date) AS last_day, count(*) AS days, sum(records) AS records,
        min(day_no) AS first_no, max(day_no) AS last_no
    FROM spell WHERE records <= most GROUP BY most, source, spell
),
pace AS (
    -- The lower of the means of the twenty days before and the twenty after; a slow start has no days before it.
    SELECT
        silence.most, silence.source, silence.first_day, silence.last_day, any_value(days) AS days,
        any_value(silence.records) AS records,
        least(
            avg(day.records) FILTER (day_no < first_no), avg(day.records) FILTER (day_no > last_no)
        ) AS usual
    FROM silence
    JOIN day ON day.source = silence.source
        AND (day_no BETWEEN first_no - 20 AND first_no - 1 OR day_no BETWEEN last_no + 1 AND last_no + 20)
    GROUP BY silence.most, silence.source, silence.first_day, silence.last_day
    HAVING silence.most = 0 OR bool_or(day_no < first_no) AND bool_or(day_no > last_no)
),
gap AS (
    SELECT * FROM pace WHERE days * usual >= 10 AND records * 20 <= days * usual
)
-- From the last record before to the first one after: a weekend beside the gap is as unknown as one inside it.
SELECT
    source,
    (SELECT max(date) + 1 FROM record WHERE record.source = gap.source AND date < first_day) AS first_day,
    (SELECT min(date) - 1 FROM record WHERE record.source = gap.source AND date > last_day) AS last_day,
    days::INTEGER AS silent_days,
    days * usual AS expected
FROM gap
WHERE NOT EXISTS (
    FROM gap AS wider
    WHERE wider.most > gap.most AND wider.source = gap.source
        AND wider.first_day <= gap.first_day AND wider.last_day >= gap.last_day
)
