-- Office-days of which the visits by purpose exceed the count of all: a share over 100%.
CREATE OR REPLACE TEMP VIEW parts_above_whole AS
SELECT
    unit_code, date, sum(visits) FILTER (purpose <> 'semua') AS parts, sum(visits) FILTER (purpose = 'semua') AS whole
FROM visit GROUP BY unit_code, date HAVING parts > whole
