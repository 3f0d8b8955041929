-- Held-back and flagged rows by reason and office; never their values.
SELECT
    quarantine.source, public AS path, unit_code, column_name AS "column", reason, severity,
    count(*)::INTEGER AS row_count
FROM quarantine
JOIN public_name ON public_name.source = quarantine.source AND public_name.path = quarantine.path AND sha256 = file
GROUP BY ALL
