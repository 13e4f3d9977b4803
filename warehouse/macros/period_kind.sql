-- The calendar unit that a half-open interval of days fills: year, half, quarter, month, day;
-- `to_date` from the year's first day to the end of a later month; `span` for all else.
(start_on, end_on) AS CASE
    WHEN start_on IS NULL OR end_on IS NULL THEN NULL
    WHEN end_on = start_on + INTERVAL 1 DAY THEN 'day'
    WHEN day(start_on) > 1 OR day(end_on) > 1 THEN 'span'
    WHEN end_on = start_on + INTERVAL 1 MONTH THEN 'month'
    WHEN month(start_on) IN (1, 4, 7, 10) AND end_on = start_on + INTERVAL 3 MONTH THEN 'quarter'
    WHEN month(start_on) IN (1, 7) AND end_on = start_on + INTERVAL 6 MONTH THEN 'half'
    WHEN month(start_on) = 1 AND end_on = start_on + INTERVAL 1 YEAR THEN 'year'
    WHEN month(start_on) = 1 AND end_on < start_on + INTERVAL 1 YEAR THEN 'to_date'
    ELSE 'span'
END
