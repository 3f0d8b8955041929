-- Held-back and flagged rows by reason; never their values.
SELECT source, without_persons(path) AS path, column_name AS "column", reason, severity, count(*)::INTEGER AS row_count
FROM quarantine
GROUP BY ALL
