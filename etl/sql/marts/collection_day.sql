-- Counter visits to collect a letter, at offices that count them apart.
SELECT unit_code, date, sum(visits)::INTEGER AS visits FROM visit WHERE purpose = 'ambil_berkas' GROUP BY unit_code, date
