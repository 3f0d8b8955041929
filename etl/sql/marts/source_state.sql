-- What is loaded of each source. source_days: of each source its first and last day and its rows, as its contract
-- names them; nothing of an optional one without rows.
SELECT source, oldest, newest, row_count::INTEGER AS row_count, loaded.loaded_at
FROM source_days
LEFT JOIN (SELECT source, max(loaded_at) AS loaded_at FROM ledger WHERE state = 'loaded' GROUP BY source) AS loaded USING (source)
WHERE row_count > 0 OR NOT list_contains($optional, source)
