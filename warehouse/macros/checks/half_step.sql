-- Half of the last digit that a number is written to, in the unit of its value: 5.4% is known to 0.05, 1.2万 to
-- 500. Numbers in words count the zeros that they end in, from a thousand on.
(quote, value) AS CASE
    WHEN regexp_matches(half_width(quote), '[0-9]')
        THEN 0.5 * pow(10, -decimals_of(quote)) * coalesce(abs(value) / digits_of(quote), 1)
    WHEN regexp_matches(CAST(value AS VARCHAR), '\.[0-9]*[1-9]')
        THEN 0.5 * pow(10, -length(regexp_extract(CAST(value AS VARCHAR), '\.([0-9]*[1-9])', 1)))
    WHEN value >= 1000 OR contains(quote, '成')
        THEN 0.5 * pow(10, length(regexp_extract(CAST(CAST(value AS HUGEINT) AS VARCHAR), '(0*)$', 1)))
    ELSE 0.5
END
