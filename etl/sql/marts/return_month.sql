-- Citizens by month of their first digital request and how they came back, as etl/publishing/returns.py tells them apart.
SELECT
    make_date(month_no // 12, month_no % 12 + 1, 1) AS month,
    citizens::INTEGER AS citizens, digital_again::INTEGER AS digital_again,
    counter_again::INTEGER AS counter_again, both_again::INTEGER AS both_again
FROM returns
