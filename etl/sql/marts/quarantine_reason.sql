-- Held-back and flagged rows by reason and office; never their values.
SELECT
    source, without_persons(path) AS path, unit_code, column_name AS "column", reason, severity,
    count(*)::INTEGER AS row_count
FROM quarantine
GROUP BY ALL
