-- How text becomes a moment, a count or a pseudonym. Temporary: nothing of it is stored.
CREATE OR REPLACE TEMP MACRO months_as_numbers(text) AS
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
        regexp_replace(lower(text), '^(senin|selasa|rabu|kamis|jumat|jum''at|sabtu|minggu)[ ,/]+', ''),
        '\bjan[a-z]*\b', '01'), '\b[fp]eb[a-z]*\b', '02'), '\bmar[a-z]*\b', '03'), '\bapr[a-z]*\b', '04'),
        '\b(mei|may)\b', '05'), '\bjun[a-z]*\b', '06'), '\bjul[a-z]*\b', '07'), '\ba[ug][gust]+[a-z]*\b', '08'),
        '\bsep[a-z]*\b', '09'), '\bo[kc]t[a-z]*\b', '10'), '\bno[vp][a-z]*\b', '11'), '\bde[sc][a-z]*\b', '12'),
        ' - ', ' ');

-- A name of a file without the NIK or the phone number that somebody put into it.
CREATE OR REPLACE TEMP MACRO without_persons(name) AS
    regexp_replace(name, '[0-9]{16}|(62|0)8[0-9]{8,11}', '*****', 'g');

-- A date as Excel counts it: days since 1899-12-30, here 2009 to 2064; rounded to the second.
CREATE OR REPLACE TEMP MACRO excel_day(text) AS
    CASE WHEN regexp_full_match(text, '[45][0-9]{4}([.,][0-9]+)?')
         THEN TIMESTAMP '1899-12-30' + to_seconds(round(replace(text, ',', '.')::DOUBLE * 86400)) END;

CREATE OR REPLACE TEMP MACRO parse_local(text, formats) AS coalesce(
    try_strptime(text, '%d/%m/%Y %H.%M'),
    try_strptime(text, formats),
    try_strptime(text, [
        '%d/%m/%Y %H:%M', '%d/%m/%Y %H:%M:%S', '%d/%m/%Y %H.%M.%S', '%d/%m/%Y', '%d-%m-%Y', '%d-%m-%Y %H:%M',
        '%d-%m-%Y %H:%M:%S', '%d-%m-%Y %H.%M', '%Y-%m-%d', '%Y-%m-%d %H:%M', '%Y-%m-%d %H:%M:%S',
        '%Y-%m-%dT%H:%M', '%Y-%m-%dT%H:%M:%S', '%Y-%m-%d %H:%M:%S.%f', '%Y-%m-%dT%H:%M:%S.%f', '%d.%m.%Y',
        '%d.%m.%Y %H:%M'
    ]),
    excel_day(text),
    try_strptime(months_as_numbers(text), [
        '%d %m %Y', '%d/%m/%Y', '%d %m %Y %H:%M', '%d %m %Y %H.%M', '%d %m %Y %H:%M:%S', '%d-%m-%Y', '%d-%m-%Y %H:%M'
    ])
);

-- A moment with its own offset needs no declared zone; every other one is in the zone of its source.
-- The way nearly every row is written comes first, so that nothing else is tried on it.
CREATE OR REPLACE TEMP MACRO to_wita(text, zone, formats) AS coalesce(
    CASE WHEN zone = 'Asia/Makassar' THEN try_strptime(text, '%d/%m/%Y %H.%M') END,
    CASE
        WHEN text[-1] = 'Z' OR regexp_matches(text, ':[0-9]{2}(\.[0-9]+)? ?[+-][0-9]{2}(:?[0-9]{2})?$')
            THEN timezone('Asia/Makassar', try_cast(text AS TIMESTAMPTZ))
        WHEN zone = 'Asia/Makassar' THEN parse_local(text, formats)
        ELSE timezone('Asia/Makassar', timezone(zone, parse_local(text, formats)))
    END
);

CREATE OR REPLACE TEMP MACRO is_plausible(moment, now) AS
    moment BETWEEN TIMESTAMP '2015-01-01' AND now::TIMESTAMP + INTERVAL 1 DAY;

-- An end without a clock is a day: it lies before a beginning only where the days differ.
CREATE OR REPLACE TEMP MACRO is_before(ending, beginning) AS
    ending < beginning AND (ending <> date_trunc('day', ending) OR ending::DATE < beginning::DATE);

-- The latest moment that a stamp may mean: the end of its day where it has no clock.
CREATE OR REPLACE TEMP MACRO latest_of(moment) AS
    CASE WHEN moment = date_trunc('day', moment) THEN moment + INTERVAL 1 DAY ELSE moment END;

-- A count: '-' or nihil says none; thousands with dots, and a decimal part of zeros, as spreadsheets write them.
CREATE OR REPLACE TEMP MACRO whole_number(text) AS CASE
    WHEN regexp_full_match(text, '[0-9]{1,9}') THEN text::INTEGER
    WHEN text IN ('-', '–', '—') OR lower(text) = 'nihil' THEN 0
    WHEN regexp_full_match(text, '[0-9]{1,3}(\.[0-9]{3}){1,2}(,0{1,2})?')
        THEN replace(split_part(text, ',', 1), '.', '')::INTEGER
    WHEN regexp_full_match(text, '[0-9]{1,9}[.,]0{1,2}') THEN regexp_replace(text, '[.,]0+$', '')::INTEGER
END;

-- NIK of 16 digits, as a number, which is told apart quickly; what Excel or a form has mangled is no NIK.
CREATE OR REPLACE TEMP MACRO clean_nik(text) AS
    CASE WHEN regexp_full_match(text, '''*[0-9]{16}') THEN nullif(ltrim(text, '''')::BIGINT, 0) END;

CREATE OR REPLACE TEMP MACRO nik_text(nik) AS lpad(nik::VARCHAR, 16, '0');

-- 08.., +628.. and 628.. are one number; one already written so is taken as it is. A word is none.
CREATE OR REPLACE TEMP MACRO clean_phone(text) AS CASE
    WHEN regexp_full_match(text, '0[0-9]{7,}') THEN text
    WHEN length(text) >= 8 THEN nullif(regexp_extract(
        regexp_replace(replace(replace(translate(text, '+-.()''/', ''), ' ', ''), chr(160), ''), '^62', '0'), '^[0-9]{7,}$'
    ), '')
END;

CREATE OR REPLACE TEMP MACRO hmac(message, inner_pad, outer_pad) AS
    unhex(sha256(outer_pad || unhex(sha256(inner_pad || encode(message)))));

-- The number of a record; where a NIK or a phone stands in its place, only its keyed hash is kept. Letters tell nearly
-- every number apart at once.
CREATE OR REPLACE TEMP MACRO record_number(text, inner_pad, outer_pad) AS CASE
    WHEN text < ':' AND regexp_full_match(text, '[0-9]{16}|[+]?(62|0)8[0-9]{8,11}')
        THEN hex(hmac(text, inner_pad, outer_pad))
    ELSE text
END;
