-- How text becomes a moment, a count or a pseudonym. Temporary: nothing of it is stored.
CREATE OR REPLACE TEMP MACRO is_plausible(moment, now) AS
    moment BETWEEN TIMESTAMP '2015-01-01' AND now::TIMESTAMP + INTERVAL 1 DAY;

-- What may lie ahead: plans, and outages that are announced.
CREATE OR REPLACE TEMP MACRO is_foreseeable(moment, now, years) AS
    moment BETWEEN TIMESTAMP '2015-01-01' AND now::TIMESTAMP + to_years(years);

-- An end without a clock is a day: it lies before a beginning only where the days differ.
CREATE OR REPLACE TEMP MACRO is_before(ending, beginning) AS
    ending < beginning AND (ending <> date_trunc('day', ending) OR ending::DATE < beginning::DATE);

-- The latest moment that a stamp may mean: the end of its day where it has no clock.
CREATE OR REPLACE TEMP MACRO latest_of(moment) AS
    CASE WHEN epoch_us(moment) % 86400000000 = 0 THEN moment + INTERVAL 1 DAY ELSE moment END;

-- A count: '-' or nihil says none; thousands with dots, and a decimal part of zeros, as spreadsheets write them.
CREATE OR REPLACE TEMP MACRO whole_number(text) AS CASE
    WHEN regexp_full_match(text, '[0-9]{1,9}') THEN text::INTEGER
    WHEN text IN ('-', '–', '—') OR lower(text) = 'nihil' THEN 0
    WHEN regexp_full_match(text, '[0-9]{1,3}(\.[0-9]{3}){1,2}(,0{1,2})?')
        THEN replace(split_part(text, ',', 1), '.', '')::INTEGER
    WHEN regexp_full_match(text, '[0-9]{1,9}[.,]0{1,2}') THEN regexp_replace(text, '[.,]0+$', '')::INTEGER
END;

CREATE OR REPLACE TEMP MACRO nik_text(nik) AS
    CASE WHEN nik >= 1e15::BIGINT THEN nik::VARCHAR ELSE lpad(nik::VARCHAR, 16, '0') END;

-- Digits alone, without what people write before and between them; NULL where another sign is among them.
CREATE OR REPLACE TEMP MACRO bare_number(text) AS
    nullif(regexp_extract(regexp_replace(text, '[\s()".''’/+=–—-]+', '', 'g'), '^[0-9]+$'), '');

-- NIK of 16 digits, as a number, which is told apart quickly; what Excel or a form has mangled is no NIK. A text that a
-- number would be written as has digits only: quicker seen than by a pattern.
CREATE OR REPLACE TEMP MACRO clean_nik(text) AS CASE
    WHEN strlen(text) = 16 AND try_cast(text AS UBIGINT)::VARCHAR = text THEN try_cast(text AS BIGINT)
    WHEN regexp_full_match(text, '''*[0-9]{16}') THEN nullif(try_cast(ltrim(text, '''') AS BIGINT), 0)
    WHEN length(bare_number(text)) = 16 THEN nullif(try_cast(bare_number(text) AS BIGINT), 0)
END;

-- 08.., +628.. and 628.. are one number; one already written so is taken as it is. A word is none.
CREATE OR REPLACE TEMP MACRO clean_phone(text) AS CASE
    WHEN regexp_full_match(text, '0[0-9]{7,}') THEN text
    WHEN length(text) >= 8 THEN nullif(regexp_extract(regexp_replace(bare_number(text), '^62', '0'), '^[0-9]{7,}$'), '')
END;

CREATE OR REPLACE TEMP MACRO hmac(message, inner_pad, outer_pad) AS
    unhex(sha256(outer_pad || unhex(sha256(inner_pad || encode(message)))));

-- The number of a record; where a NIK or a phone stands in its place, however it is written, only its keyed hash is
-- kept. Letters tell nearly every number apart at once, and its size most plain ones.
CREATE OR REPLACE TEMP MACRO record_number(text, inner_pad, outer_pad) AS CASE
    WHEN text >= ':' THEN text
    WHEN text >= '1' AND try_cast(text AS BIGINT) < 1e15::BIGINT AND NOT starts_with(text, '628') THEN text
    WHEN regexp_full_match(text, '[^[:alpha:]]{9,40}')
        AND regexp_full_match(bare_number(text), '[0-9]{16}|(62|0)8[0-9]{8,11}')
        THEN hex(hmac(regexp_replace(bare_number(text), '^62(8[0-9]{8,11})$', '0\1'), inner_pad, outer_pad))
    ELSE text
END;
