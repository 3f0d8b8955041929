-- Office-months with figures that the office's own distribution hardly brings. In an honest office each rule speaks up
-- in at most the part $integrity_chance of its months (Chernoff's bound on hits of trials); one number for many persons
-- is a count of its own, without a chance. Fractions are added up in the order of their days: the same rows give the
-- same figures to the last digit.
WITH counts AS (
    -- An office that began or stopped to count by purpose is held against itself with every visitor, where these are
    -- known, and else only against days that were counted alike.
    SELECT
        * REPLACE (CASE WHEN is_whole THEN all_visits ELSE visits END AS visits),
        CASE WHEN is_whole THEN 'every visitor' WHEN is_unsplit THEN 'not split' ELSE 'to apply' END AS counted_as
    FROM (
        SELECT
            *, all_visits IS NOT NULL AND bool_or(is_unsplit) OVER own AND bool_or(NOT is_unsplit) OVER own AS is_whole
        FROM build.unit_day_total WHERE is_walkin_complete
        WINDOW own AS (PARTITION BY unit_code)
    )
),
days AS (
    SELECT
        unit_code, date, calendar.month, isodow(date) AS weekday, date_trunc('week', date)::DATE AS week, is_digital_day,
        is_live, is_complete, counted_as, visits, petugas, warga,
        -- Where most offices count nothing, the city was closed.
        visits = 0 AND NOT coalesce(avg((visits = 0)::INTEGER) OVER same_day > 0.5 AND count(*) OVER same_day >= 5, false) AS is_zero
    FROM counts JOIN calendar USING (date)
    WINDOW same_day AS (PARTITION BY date)
),
near AS (
    -- Days of the same kind, six weeks either side. One that is 0 as often as not is closed on purpose.
    SELECT
        *,
        avg(visits) FILTER (visits > 0) OVER around AS mean,
        count(*) FILTER (visits > 0) OVER around AS counted,
        count(*) OVER around AS reported
    FROM days
    WINDOW around AS (
        PARTITION BY unit_code, counted_as, weekday, is_digital_day, is_live
        ORDER BY date RANGE BETWEEN INTERVAL 42 DAYS PRECEDING AND INTERVAL 42 DAYS FOLLOWING
    )
),
scatter AS (
    -- Beyond Poisson's: variance = mean + dispersion * mean squared; a day with a digit too many does not widen it.
    SELECT
        unit_code,
        greatest(
            sum((least(visits, 4 * mean) - mean) ** 2 * counted / (counted - 1) - mean ORDER BY date)
                / sum(mean ** 2 ORDER BY date), 0.02
        ) AS dispersion
    FROM near WHERE visits > 0 AND counted >= 4 GROUP BY unit_code
),
known AS (
    -- The mean of so few days is itself uncertain.
    SELECT
        *,
        mean + dispersion * mean ** 2 AS variance,
        (1 + wide * mean) ** (-1 / wide) AS chance_of_none
    FROM (
        SELECT *, dispersion + (1 / mean + dispersion) / counted AS wide
        FROM near JOIN scatter USING (unit_code) WHERE counted >= 4 AND 2 * counted > reported
    )
),
zeros AS (
    SELECT
        'nol_di_luar_kebiasaan' AS reason, unit_code, month,
        min(date) FILTER (is_zero) AS first_day, max(date) FILTER (is_zero) AS last_day,
        count(*) FILTER (is_zero) AS value, round(avg(mean ORDER BY date) FILTER (is_zero)) AS compared,
        count(*) FILTER (is_zero) AS hits, count(*) AS trials, avg(chance_of_none ORDER BY date) AS chance, 1 AS looks
    FROM known GROUP BY unit_code, month
),
tens AS (
    -- The most that a bell of this width can have on tens.
    SELECT
        'hitungan_dibulatkan', unit_code, month, min(date), max(date), count(*) FILTER (visits % 10 = 0), count(*),
        count(*) FILTER (visits % 10 = 0), count(*),
        least(avg(0.1 * (1 + 2 * exp(-0.02 * pi() ** 2 * mean) + 2 * exp(-0.08 * pi() ** 2 * mean)) ORDER BY date), 1), 1
    FROM known WHERE visits > 0 GROUP BY unit_code, month
),
repeats AS (
    -- How often two days of the office have one count.
    SELECT unit_code, sum(times ** 2) / sum(times) ** 2 AS chance
    FROM (SELECT unit_code, visits, count(*) AS times FROM days WHERE visits > 0 GROUP BY ALL) GROUP BY unit_code
),
pairs AS (
    SELECT
        day.unit_code, day.month, day.week, day.date, day.visits,
        day.visits = before.visits AS is_alike,
        greatest(repeats.chance, 1 / (2 * sqrt(pi() * day.variance))) AS chance
    FROM known AS day
    JOIN days AS before ON before.unit_code = day.unit_code AND before.date = day.date - 7
        AND before.counted_as = day.counted_as
    JOIN repeats ON repeats.unit_code = day.unit_code
    WHERE day.visits > 0 AND before.visits > 0
),
copied AS (
    -- One week of at most five, or the whole month. One count all along is another rule's question.
    SELECT
        'hitungan_disalin', unit_code, max(month), min(date) FILTER (is_alike), max(date) FILTER (is_alike),
        count(*) FILTER (is_alike), count(*), count(*) FILTER (is_alike), count(*), least(avg(chance ORDER BY date), 1),
        CASE WHEN grouping(week) = 0 THEN 10 ELSE 2 END
    FROM pairs GROUP BY GROUPING SETS ((unit_code, month), (unit_code, week))
    HAVING count(*) >= 4 AND count(DISTINCT visits) FILTER (is_alike) >= 2
),
office_month AS (
    SELECT
        unit_code, month, counted_as, min(date) AS first_day, max(date) AS last_day, count(*) AS open_days,
        sum(visits) AS visits, sum(petugas) AS officer, sum(warga) AS citizen
    FROM days WHERE is_complete GROUP BY unit_code, month, counted_as HAVING count(*) >= 8 AND sum(visits) > 0
),
mixed AS (
    SELECT
        *,
        median(officer / visits) OVER before AS usual_part, min(officer / visits) OVER before AS least_part,
        median(citizen / open_days) OVER before AS usual_citizens,
        count(*) OVER before AS months_before
    FROM office_month
    WINDOW before AS (PARTITION BY unit_code, counted_as ORDER BY month ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
vanished AS (
    -- Officers type a part of the visits: a third less than usual, while half of it at least came as citizens' own.
    SELECT
        'ketikan_petugas_hilang', unit_code, month, first_day, last_day, officer, round(usual_part * visits),
        officer, visits, usual_part, 1
    FROM mixed
    WHERE months_before >= 3 AND usual_part <= 1 AND officer < usual_part * visits * 2 / 3
        AND citizen - usual_citizens * open_days >= (usual_part * visits - officer) / 2
),
asked AS (
    FROM zeros UNION ALL FROM tens UNION ALL FROM copied UNION ALL FROM vanished
),
judged AS (
    SELECT
        *,
        looks * exp(
            CASE WHEN hits > 0 THEN hits * ln(greatest(trials * chance, 1e-300) / hits) ELSE 0 END
            + CASE WHEN hits < trials THEN (trials - hits) * ln(greatest(trials * (1 - chance), 1e-300) / (trials - hits)) ELSE 0 END
        ) AS by_chance
    FROM asked WHERE reason = 'ketikan_petugas_hilang' OR hits > trials * chance
),
swings AS (
    -- How far each day lies from days of its kind, six weeks either side, and from its month.
    SELECT
        unit_code, month, date, counted_as,
        less - avg(less) OVER own AS less, more - avg(more) OVER own AS more
    FROM (
        SELECT
            *, visits - avg(visits) OVER around AS less, warga - avg(warga) OVER around AS more, count(*) OVER around AS alike
        FROM days WHERE is_complete
        WINDOW around AS (
            PARTITION BY unit_code, counted_as, weekday, is_digital_day
            ORDER BY date RANGE BETWEEN INTERVAL 42 DAYS PRECEDING AND INTERVAL 42 DAYS FOLLOWING
        )
    )
    WHERE alike >= 4
    WINDOW own AS (
        PARTITION BY unit_code, month, counted_as
        ORDER BY date ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    )
),
opposed AS (
    -- Honest demand moves both the same way. Chance by Fisher's z, one degree of freedom less for each mean.
    SELECT
        'kunjungan_jadi_warga' AS reason, unit_code, month, first_day, last_day, value, compared,
        exp(-(atanh(greatest(together / sqrt(of_less * of_more), -0.999999)) ** 2 * (compared - 3 - means) / 2)) / 2
            AS by_chance
    FROM (
        SELECT
            unit_code, month, min(date) AS first_day, max(date) AS last_day,
            count(*) FILTER (less < 0 AND more > 0) AS value, count(*) AS compared, count(DISTINCT counted_as) AS means,
            sum(less * more ORDER BY date) AS together,
            sum(less * less ORDER BY date) AS of_less, sum(more * more ORDER BY date) AS of_more
        FROM swings GROUP BY unit_code, month
    )
    WHERE together < 0 AND compared >= 8
)
SELECT
    reason, CASE reason WHEN 'ketikan_petugas_hilang' THEN 'permohonan' ELSE 'kunjungan' END AS source, unit_code, month,
    min(first_day) AS first_day, max(last_day) AS last_day,
    max(value)::DOUBLE AS value, arg_max(compared, value)::DOUBLE AS compared, min(by_chance)::DOUBLE AS chance
FROM judged
WHERE by_chance < $integrity_chance
    -- Rounded counts are alike because they are round.
    AND NOT (reason = 'hitungan_disalin' AND (unit_code, month) IN (
        SELECT (unit_code, month) FROM judged WHERE reason = 'hitungan_dibulatkan' AND by_chance < $integrity_chance
    ))
GROUP BY reason, unit_code, month
UNION ALL
SELECT reason, 'permohonan', unit_code, month, first_day, last_day, value, compared, by_chance
FROM opposed WHERE by_chance < $integrity_chance
UNION ALL
SELECT
    'nomor_banyak_orang', 'permohonan', unit_code, month, min(first_day), max(last_day), max(persons)::DOUBLE,
    count(*)::DOUBLE, NULL
FROM shared_number GROUP BY unit_code, month
