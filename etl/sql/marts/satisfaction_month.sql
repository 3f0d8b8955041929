-- Answers to the satisfaction survey by office, month, channel and score; empty where none was delivered.
SELECT unit_code, date_trunc('month', date)::DATE AS month, channel, score, sum(answers)::INTEGER AS answers
FROM satisfaction
WHERE answers > 0
GROUP BY ALL
