-- Office-months with figures that the office's own distribution hardly brings. In an honest office each rule speaks up
-- in at most the part $integrity_chance of its months (Chernoff's bound on hits of trials); one number for many persons
-- is a count of its own, without a chance. Fractions are added up as decimals, or in the order of their days: the same
-- rows give the same figures to the last digit.
WITH counts AS (
    -- An office that began or stopped to count by purpose is held against itself with every visitor, where these are
    -- known, and else only against days that were counted alike.
    SELECT
        * REPLACE (CASE WHEN is_whole THEN all_visits ELSE visits END AS visits),
        CASE WHEN is_whole THEN 'every visitor' WHEN is_unsplit THEN 'not split' ELSE 'to apply' END AS counted_as
    FROM (
        SELECT
            *, all_visits IS NOT NULL AND has_both AS is_whole
        FROM build.unit_day_total JOIN (
            SELECT unit_code, bool_or(is_unsplit) AND bool_or(NOT is_unsplit) AS has_both
            FROM build.unit_day_total WHERE is_walkin_complete GROUP BY unit_code
        ) USING (unit_code)
        WHERE is_walkin_complete
    )
),
since AS (
    SELECT unit_code, min(date) AS live_since
    FROM (
        SELECT unit_code, date FROM build.rollout WHERE NOT is_planned AND status = 'aktif'
        UNION ALL SELECT unit_code, date FROM build.unit_day_total WHERE is_live
    )
    GROUP BY unit_code
),
days AS (
    -- In its first weeks an office learns: visits and officers' typing fall while citizens begin to send.
    SELECT
        unit_code, date, calendar.month, isodow(date) AS weekday, date_trunc('week', date)::DATE AS week, is_digital_day,
        is_live, counted_as, visits, petugas, warga,
        is_complete AND date >= live_since + 7 * $settled_weeks AS is_settled
    FROM counts JOIN calendar USING (date) LEFT JOIN since USING (unit_code)
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
            sum(((least(visits, 4 * mean) - mean) ** 2 * counted / (counted - 1) - mean)::DECIMAL(38, 6))
                / sum((mean ** 2)::DECIMAL(38, 6)), 0.02
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
odd AS (
    SELECT unit_code, date, count(*) OVER (PARTITION BY unit_code, month) AS odd_days
    FROM known WHERE visits = 0 AND chance_of_none < 0.05
),
shared_day AS (
    -- A nothing that is odd at a fifth of the offices, or at three that seldom have one, is the day's and not theirs.
    SELECT date
    FROM odd JOIN (SELECT date, count(*) AS offices FROM known GROUP BY date) USING (date) GROUP BY date, offices
    HAVING count(*) FILTER (odd_days <= 4) >= 3 OR count(*) >= greatest(2, 0.2 * offices)
),
closing AS (
    -- Nothing on days that lie close together is one closing.
    SELECT
        unit_code, month, min(date) AS first_day, max(date) AS last_day, count(*) AS hits,
        round(avg(mean::DECIMAL(18, 6))) AS compared, count(*) FILTER (is_first) AS closings
    FROM (
        SELECT
            unit_code, month, date, mean,
            coalesce(date - lag(date) OVER (PARTITION BY unit_code, month ORDER BY date) > 4, true) AS is_first
        FROM known ANTI JOIN shared_day USING (date) WHERE visits = 0
    )
    GROUP BY unit_code, month
),
none AS (
    SELECT
        unit_code, month, count(*) AS trials, avg((visits = 0)::INTEGER) AS part,
        avg(chance_of_none::DECIMAL(18, 16)) AS chance
    FROM known GROUP BY unit_code, month
),
zeros AS (
    -- One closing of up to three days is no habit of writing nothing; nor is what half of the other months show.
    SELECT
        'nol_di_luar_kebiasaan' AS reason, unit_code, month, first_day, last_day, hits AS value, compared, hits, trials,
        greatest(chance, coalesce(quantile_disc(part, 0.5) OVER others, 0)) AS chance, 1 AS looks
    FROM none LEFT JOIN closing USING (unit_code, month)
    WINDOW others AS (
        PARTITION BY unit_code ORDER BY month
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW
    )
    QUALIFY closings >= 2 OR hits >= 4
),
capped AS (
    -- The month's most usual count, where hardly a day is above it.
    SELECT unit_code, month, visits AS most
    FROM (
        SELECT
            unit_code, month, visits, count(*) AS times,
            sum(count(*)) OVER (PARTITION BY unit_code, month ORDER BY visits DESC) - count(*) AS days_above,
            sum(count(*)) OVER (PARTITION BY unit_code, month) AS all_days,
            row_number() OVER (PARTITION BY unit_code, month ORDER BY count(*) DESC, visits DESC) AS place
        FROM known WHERE visits > 0 GROUP BY unit_code, month, visits
    )
    WHERE place = 1 AND times >= 3 AND 10 * days_above <= all_days
),
quota AS (
    -- So many numbers are given out, and no more, if the three months before were often at that count and hardly above
    -- it: until then one count on every day may as well be one that nobody took.
    SELECT capped.unit_code, capped.month, capped.most
    FROM capped
    LEFT JOIN known AS before
        ON before.unit_code = capped.unit_code AND before.month < capped.month
        AND before.month >= capped.month - INTERVAL 3 MONTHS AND before.visits > 0
    GROUP BY ALL
    HAVING 20 * count(*) FILTER (before.visits = capped.most) >= count(before.date)
        AND 10 * count(*) FILTER (before.visits > capped.most) <= count(*) FILTER (before.visits = capped.most)
),
free AS (
    SELECT known.* FROM known LEFT JOIN quota USING (unit_code, month) WHERE visits > 0 AND visits IS DISTINCT FROM most
),
tens AS (
    -- The most that a bell of this width can have on tens.
    SELECT
        'hitungan_dibulatkan', unit_code, month, min(date), max(date), count(*) FILTER (visits % 10 = 0), count(*),
        count(*) FILTER (visits % 10 = 0), count(*),
        least(avg((0.1 * (1 + 2 * exp(-0.02 * pi() ** 2 * mean) + 2 * exp(-0.08 * pi() ** 2 * mean)))::DECIMAL(18, 16)), 1), 1
    FROM free GROUP BY unit_code, month
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
    FROM free AS day
    JOIN days AS before ON before.unit_code = day.unit_code AND before.date = day.date - 7
        AND before.counted_as = day.counted_as
    JOIN repeats ON repeats.unit_code = day.unit_code
    WHERE before.visits > 0
),
copied AS (
    -- One week of at most five, or the whole month.
    SELECT
        'hitungan_disalin', unit_code, max(month), min(date) FILTER (is_alike), max(date) FILTER (is_alike),
        count(*) FILTER (is_alike), count(*), count(*) FILTER (is_alike), count(*), least(avg(chance::DECIMAL(18, 16)), 1),
        CASE WHEN grouping(week) = 0 THEN 10 ELSE 2 END
    FROM pairs GROUP BY GROUPING SETS ((unit_code, month), (unit_code, week))
    HAVING count(*) >= 4
),
office_month AS (
    -- On the scale of the angle a part scatters alike whatever its size: by 1 / 4 of the visits.
    SELECT
        unit_code, month, counted_as, min(date) AS first_day, max(date) AS last_day, sum(visits) AS visits,
        sum(petugas) AS officer, sum(warga) AS citizen, count(*) AS open_days,
        asin(sqrt(least(sum(petugas) / sum(visits), 1))) AS angle, ln((sum(warga) + 0.5) / count(*)) AS growth
    FROM days WHERE is_settled GROUP BY unit_code, month, counted_as HAVING count(*) >= 8 AND sum(visits) > 0
),
changed AS (
    -- Against the last three months.
    SELECT
        *, median(angle) OVER before AS usual, angle - median(angle) OVER before AS change,
        median(growth) OVER before AS usual_growth, growth - median(growth) OVER before AS more,
        1 / (4 * visits) + 1.5 / (4 * sum(visits) OVER before) AS noise
    FROM office_month
    WINDOW before AS (PARTITION BY unit_code, counted_as ORDER BY month ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING)
    QUALIFY count(*) OVER before >= 2
),
beside AS (
    -- What all the others do in that month is the city's.
    SELECT
        *, coalesce(least(median(change) OVER others, 0), 0) AS of_city,
        coalesce(greatest(median(more) OVER others, 0), 0) AS more_of_city
    FROM changed
    WINDOW others AS (
        PARTITION BY month ORDER BY unit_code, counted_as
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW
    )
),
weighed AS (
    -- How far honest months lie apart: in the city, where the quarter that lies nearest tells it (0.3186 of a standard
    -- deviation), whoever made up others; at this office before; and by what offices differ when all of them move.
    SELECT
        *,
        noise + greatest(
            CASE WHEN count(*) OVER () < 30 THEN 0.085 ELSE 0.03 END,
            CASE WHEN count(*) OVER () >= 12 THEN quantile_cont(abs(change - of_city), 0.25) OVER () / 0.3186 END,
            CASE WHEN count(*) OVER earlier >= 3 THEN median(abs(change - of_city)) OVER earlier / 0.6745 ELSE 0.06 END
        ) ** 2 + (of_city / 3) ** 2 AS variance,
        sin(greatest(usual + of_city, 0)) ** 2 * visits AS expected,
        exp(usual_growth + more_of_city) * open_days AS expected_citizens
    FROM beside
    WINDOW earlier AS (
        PARTITION BY unit_code, counted_as ORDER BY month ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    )
),
of_few AS (
    SELECT unit_code, month, sum(in_hours) AS by_few FROM shared_number GROUP BY ALL
),
lower AS (
    -- Officers typed a third less than to be expected, while half of it at least came as citizens' own; or a sixth
    -- less, while half of it came in office hours from numbers of many persons, which few honest months have.
    SELECT
        *, coalesce(by_few >= (expected - officer) / 2, false) AS is_of_few,
        exp(-((change - of_city) ** 2) / variance / 2) / 2 * CASE WHEN is_of_few THEN $few_chance ELSE 1 END AS by_chance,
        change < of_city AND by_chance < $integrity_chance AND CASE
            WHEN is_of_few THEN officer < expected * 5 / 6
            ELSE officer < expected * 2 / 3 AND citizen - expected_citizens >= (expected - officer) / 2
        END AS is_lower
    FROM weighed LEFT JOIN of_few USING (unit_code, month)
),
vanished AS (
    -- What lasts is asked about once.
    SELECT
        CASE WHEN is_of_few THEN 'ketikan_dari_sedikit_nomor' ELSE 'ketikan_petugas_hilang' END AS reason,
        unit_code, month, first_day, last_day, officer AS value, round(expected) AS compared, by_chance
    FROM lower QUALIFY is_lower AND NOT coalesce(lag(is_lower) OVER (PARTITION BY unit_code, counted_as ORDER BY month), false)
),
asked AS (
    FROM zeros UNION ALL FROM tens UNION ALL FROM copied
),
judged AS (
    SELECT
        *,
        looks * exp(
            CASE WHEN hits > 0 THEN hits * ln(greatest(trials * chance, 1e-300) / hits) ELSE 0 END
            + CASE WHEN hits < trials THEN (trials - hits) * ln(greatest(trials * (1 - chance), 1e-300) / (trials - hits)) ELSE 0 END
        ) AS by_chance
    FROM asked WHERE hits > trials * chance
),
swings AS (
    -- How far each day lies from days of its kind, six weeks either side.
    SELECT
        unit_code, month, date, counted_as, date - month AS day, visits, warga,
        avg(visits) OVER around AS usual_visits, avg(warga) OVER around AS usual_requests
    FROM days WHERE is_settled
    WINDOW around AS (
        PARTITION BY unit_code, counted_as, weekday, is_digital_day
        ORDER BY date RANGE BETWEEN INTERVAL 42 DAYS PRECEDING AND INTERVAL 42 DAYS FOLLOWING
    )
    QUALIFY count(*) OVER around >= 4 AND usual_visits > 0 AND usual_requests > 0
),
city_day AS (
    SELECT
        date, count(*) AS offices, median(visits / usual_visits) AS visits_of_city,
        median(warga / usual_requests) AS requests_of_city
    FROM swings GROUP BY date
),
apart AS (
    -- Rain, or an application that is down, moves all offices: what is the city's on that day is taken off.
    SELECT
        *,
        visits - usual_visits * CASE WHEN offices >= 5 THEN visits_of_city ELSE 1 END AS less,
        warga - usual_requests * CASE WHEN offices >= 5 THEN requests_of_city ELSE 1 END AS more
    FROM swings JOIN city_day USING (date)
),
linked AS (
    SELECT
        unit_code, month, min(date) AS first_day, max(date) AS last_day, count(*) AS compared,
        count(*) FILTER (less < 0 AND more > 0) AS value,
        -- Without others to compare with, only what no rain brings.
        count(*) FILTER (less < -0.4 * usual_visits AND more > 0.5 * usual_requests) >= 8 OR min(offices) >= 5 AS is_told,
        covar_pop(less, more ORDER BY date) AS together, var_pop(less ORDER BY date) AS of_less,
        var_pop(more ORDER BY date) AS of_more, var_pop(day ORDER BY date) AS of_day,
        covar_pop(less, day ORDER BY date) AS less_by_day, covar_pop(more, day ORDER BY date) AS more_by_day,
        sum(least(less, 0) * greatest(more, 0) ORDER BY date) AS down_and_up,
        sum(greatest(less, 0) * least(more, 0) ORDER BY date) AS up_and_down
    FROM apart GROUP BY unit_code, month, counted_as HAVING count(*) >= 8
),
opposed AS (
    -- Honest demand moves both the same way. Chance by Fisher's z of what is left beside a line through the month.
    SELECT
        'kunjungan_jadi_warga' AS reason, unit_code, month, first_day, last_day, value, compared,
        exp(-(atanh(greatest(bent / sqrt(own), -0.999999)) ** 2 * (compared - 5) / 2)) / 2 AS by_chance
    FROM (
        SELECT
            *, together - less_by_day * more_by_day / of_day AS bent,
            (of_less - less_by_day ** 2 / of_day) * (of_more - more_by_day ** 2 / of_day) AS own
        FROM linked WHERE is_told AND down_and_up < 2 / 3 * up_and_down
    )
    WHERE bent < 0 AND own > 0
)
SELECT
    reason, 'kunjungan' AS source, unit_code, month,
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
SELECT
    reason, 'permohonan', unit_code, month, min(first_day), max(last_day), sum(value)::DOUBLE, sum(compared)::DOUBLE,
    min(by_chance)::DOUBLE
FROM (FROM vanished UNION ALL FROM opposed) WHERE by_chance < $integrity_chance GROUP BY reason, unit_code, month
UNION ALL
SELECT
    'nomor_banyak_orang', 'permohonan', unit_code, month, min(first_day), max(last_day), max(persons)::DOUBLE,
    count(*)::DOUBLE, NULL
FROM shared_number GROUP BY unit_code, month
