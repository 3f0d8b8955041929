-- What asks for a second look only when rows are seen together. Nothing is held back or changed by it.
WITH days AS (
    SELECT day.*, day.warga + day.rt + day.petugas + day.tidak_diketahui AS requests, calendar.month
    FROM build.unit_day_total AS day JOIN calendar USING (date)
),
officers AS (
    SELECT
        'petugas_melebihi_kunjungan' AS reason, 'kunjungan' AS source, unit_code, min(date) AS first_day,
        max(date) AS last_day, sum(petugas) AS value, sum(visits) AS compared
    FROM days WHERE is_complete GROUP BY unit_code, month HAVING sum(petugas) > sum(visits)
),
purposes AS (
    SELECT 'bagian_melebihi_jumlah', 'kunjungan', unit_code, date, date, parts, whole FROM parts_above_whole
),
part_closed AS (
    -- The later word of one counter, and what another counted: somebody was there, so the day is due like any other.
    SELECT 'tutup_sebagian', 'kunjungan', unit_code, min(date), max(date), count(*), sum(counted)
    FROM (
        SELECT unit_code, date, max(export_time) AS said_at FROM closed_said JOIN export USING (file_no) GROUP BY ALL
    )
    JOIN (
        SELECT unit_code, date, max(shown_at) AS counted_at, sum(visits) AS counted
        FROM visit SEMI JOIN closed_said USING (unit_code, date)
        JOIN (
            SELECT version_no, max(export_time) AS shown_at FROM hold JOIN export USING (file_no)
            WHERE source = 'kunjungan' GROUP BY version_no
        ) USING (version_no)
        GROUP BY ALL
    ) USING (unit_code, date)
    JOIN (FROM calendar WHERE is_working_day) AS calendar USING (date)
    WHERE said_at > counted_at
    GROUP BY unit_code, month
),
services AS (
    -- The visits of a day by service are its visits to apply; of all visitors they may be a part.
    SELECT 'layanan_berbeda_jumlah', 'kunjungan_layanan', unit_code, min(date), max(date), sum(by_service), sum(visits)
    FROM days
    JOIN (SELECT unit_code, date, sum(visits) AS by_service FROM service_visit GROUP BY ALL) USING (unit_code, date)
    WHERE is_walkin_complete AND (by_service > visits OR (by_service < visits AND NOT is_unsplit))
    GROUP BY unit_code, month
),
repeated AS (
    -- Ten reported days on end with one and the same count; nothing on all of them is a question of silence.
    SELECT 'hitungan_berulang', 'kunjungan', unit_code, min(date), max(date), visits, count(*)
    FROM (
        SELECT
            unit_code, date, visits,
            row_number() OVER (PARTITION BY unit_code ORDER BY date)
                - row_number() OVER (PARTITION BY unit_code, visits ORDER BY date) AS run
        FROM days WHERE is_walkin_complete
    )
    WHERE visits > 0 GROUP BY unit_code, visits, run HAVING count(*) >= 10
),
heard AS (
    SELECT 'permohonan' AS source, unit_code, date, requests > 0 AS is_heard, requests AS heard
    FROM days WHERE is_expected AND is_live AND requests IS NOT NULL
    UNION ALL
    SELECT 'kunjungan', unit_code, date, visits IS NOT NULL, (visits IS NOT NULL)::INTEGER FROM days WHERE is_expected
),
spells AS (
    SELECT
        *,
        sum(heard) OVER (PARTITION BY source, unit_code ORDER BY date ROWS BETWEEN 20 PRECEDING AND 1 PRECEDING) AS before,
        sum(is_heard::INTEGER) OVER (PARTITION BY source, unit_code ORDER BY date) AS spell
    FROM heard
),
silences AS (
    -- Ten due days without a word, after twenty with 20 requests, or with 12 reports, at the least.
    SELECT
        'mendadak_sunyi', source, unit_code, min(date) AS first_day, max(date), count(*), arg_min(before, date) AS before
    FROM spells WHERE NOT is_heard
    GROUP BY source, unit_code, spell
    HAVING count(*) >= 10 AND arg_min(before, date) >= CASE source WHEN 'permohonan' THEN 20 ELSE 12 END
),
counts AS (
    SELECT 'kunjungan' AS source, unit_code, date, visits AS value FROM days WHERE is_walkin_complete
    UNION ALL
    SELECT 'permohonan', unit_code, date, requests FROM days WHERE is_expected AND is_live AND requests IS NOT NULL
),
usual AS (
    SELECT
        *,
        median(value) OVER near AS middle,
        count(*) OVER near AS near_days
    FROM counts
    WINDOW near AS (
        PARTITION BY source, unit_code ORDER BY date RANGE BETWEEN INTERVAL 45 DAYS PRECEDING AND INTERVAL 45 DAYS FOLLOWING
    )
),
spread AS (
    -- The median of the distances is 0.6745 of a standard deviation; counts scatter by the root of their size at least.
    SELECT
        *,
        greatest(
            median(abs(value - middle)) OVER (
                PARTITION BY source, unit_code ORDER BY date
                RANGE BETWEEN INTERVAL 45 DAYS PRECEDING AND INTERVAL 45 DAYS FOLLOWING
            ) / 0.6745,
            sqrt(middle), 1
        ) AS scatter
    FROM usual
),
outliers AS (
    SELECT 'di_luar_kebiasaan', source, unit_code, date, date, value, middle
    FROM spread WHERE near_days >= 15 AND abs(value - middle) > 8 * scatter
),
totals AS (
    SELECT 'bagian_tidak_berjumlah', 'panggilan_total', '', first_day, last_day, remainder, whole FROM totals_remainder
),
gaps AS (
    -- The other logs have rows of these days, so nobody may take them for days without requests or calls.
    SELECT 'log_tidak_mencakup', source, '', first_day, last_day, silent_days, expected FROM build.log_gap
),
-- One number for cases of different times: somebody counts from one again, and the later case hides the earlier.
numbers AS (
    SELECT
        'nomor_dipakai_ulang', 'permohonan', kept.unit_code, min(kept.submitted_at)::DATE, max(kept.submitted_at)::DATE,
        count(DISTINCT newest_no), count(DISTINCT other.unit_code)
    FROM replaced_version JOIN request AS kept ON kept.version_no = newest_no
    JOIN request_version AS other ON other.version_no = replaced_version.version_no
    WHERE other.submitted_at <> kept.submitted_at
    GROUP BY kept.unit_code
    UNION ALL
    SELECT
        'nomor_dipakai_ulang', 'panggilan_112', '', min(kept.received_at)::DATE, max(kept.received_at)::DATE,
        count(DISTINCT call_key), count(DISTINCT other.unit_code)
    FROM call AS kept JOIN (FROM call_version WHERE NOT is_newest) AS other USING (call_key)
    WHERE other.received_at <> kept.received_at
    HAVING count(*) > 0
)
SELECT reason, source, unit_code, first_day, last_day, value::DOUBLE AS value, compared::DOUBLE AS compared
FROM (
    FROM officers UNION ALL FROM purposes UNION ALL FROM part_closed UNION ALL FROM services UNION ALL FROM repeated UNION ALL FROM silences UNION ALL FROM outliers
    UNION ALL FROM totals UNION ALL FROM gaps UNION ALL FROM numbers
    UNION ALL SELECT reason, source, unit_code, first_day, last_day, value, compared FROM build.integrity_month
)
