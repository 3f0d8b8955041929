-- The one rule of what a figure counts of the requests: every one that is not cancelled, finished or not. Marts that
-- tell what became of requests (status_month, request_outcome) show the cancelled ones too. Temporary: a warehouse
-- stores nothing of it.
CREATE OR REPLACE TEMP MACRO is_counted_status(status) AS status <> 'dibatalkan';
