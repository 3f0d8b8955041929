-- Visits by office and day: those that count, those of every visitor, those to collect a letter. Where the build knows
-- the day by purpose and the file only as a whole, or the other way round, both stand together after a load.
SELECT 'file' AS side, unit_code, date, what, counted FROM (
    UNPIVOT (
        SELECT
            day_visits.unit_code, day_visits.date,
            (CASE WHEN day_visits.is_split OR coalesce(loaded.is_unsplit, true) THEN day_visits.visits
                  ELSE loaded.visits END)::BIGINT AS visits,
            coalesce(
                day_visits.whole, CASE WHEN loaded.is_unsplit THEN loaded.all_visits END, day_visits.all_visits
            )::BIGINT AS all_visits,
            day_visits.collected::BIGINT AS collected
        FROM day_visits LEFT JOIN build.unit_day_total AS loaded USING (unit_code, date)
    ) ON visits, all_visits, collected INTO NAME what VALUE counted
)
UNION ALL
SELECT 'build', unit_code, date, 'visits', visits FROM build.unit_day_total WHERE visits IS NOT NULL
UNION ALL
SELECT 'build', unit_code, date, 'all_visits', all_visits FROM build.unit_day_total WHERE all_visits IS NOT NULL
UNION ALL
SELECT 'build', unit_code, date, 'collected', visits FROM build.collection_day
