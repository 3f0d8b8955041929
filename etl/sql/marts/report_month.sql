-- Walk-in reports by office and month, and when they came in: the day by which six tenths of the reported days were
-- there. Only a declared or named export time later than the newest day in the file says when a file was made: when a
-- workbook was last saved does not, as anybody may save it again.
WITH day AS (
    SELECT
        visit.unit_code, visit.date,
        CASE WHEN bool_and(ledger.is_dated AND ledger.export_time > ledger.newest_time) THEN min(ledger.export_time)::DATE END AS received_on
    FROM visit JOIN hold USING (version_no) JOIN ledger USING (file_no)
    WHERE ledger.state IN ('loaded', 'duplicate_file', 'removed')
    GROUP BY visit.unit_code, visit.date
)
SELECT
    unit_code, date_trunc('month', date)::DATE AS month, count(*)::INTEGER AS reported_days,
    CASE WHEN count(received_on) = count(*) THEN quantile_disc(received_on, 0.6) END AS received_on
FROM day
GROUP BY ALL
