-- A half-open interval of days as a ledger writes it, to the largest calendar unit that it fills:
-- 2012年, 2012年上半年, 2012年3月至6月.
(start_on, end_on) AS date_text(
    CAST(start_on AS TIMESTAMP),
    CAST(end_on AS TIMESTAMP),
    CASE
        WHEN dayofyear(coalesce(start_on, end_on)) = 1 AND dayofyear(coalesce(end_on, start_on)) = 1
            THEN 'year'
        WHEN day(coalesce(start_on, end_on)) > 1 OR day(coalesce(end_on, start_on)) > 1
            THEN 'day'
        WHEN month(start_on) IN (1, 7) AND end_on = start_on + INTERVAL 6 MONTH
            THEN 'half'
        WHEN month(start_on) IN (1, 4, 7, 10) AND end_on = start_on + INTERVAL 3 MONTH
            THEN 'quarter'
        ELSE 'month'
    END
)
