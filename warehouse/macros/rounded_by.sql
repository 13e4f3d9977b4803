-- By how much the number that a figure writes may have been rounded: half a unit of its last digit,
-- in the unit of `amount`. 5.4% may be 5.35 % to 5.45 %, 1.2万 11,500 to 12,500, 4103 is itself.
(quote, amount) AS CASE
    WHEN amount IS NULL OR amount = 0 THEN 0
    WHEN digits_of(quote) IS NOT NULL
        THEN CAST(
            abs(amount) / digits_of(quote)
            * CASE
                WHEN digits_of(quote) = abs(amount) AND decimals_of(quote) = 0 THEN 0
                ELSE 0.5 * power(10, -decimals_of(quote))
            END AS DECIMAL(38, 6)
        )
    -- Chinese numerals write no digit after the last that counts: 三千万.
    ELSE CAST(
        0.5 * power(10, length(CAST(CAST(abs(amount) AS HUGEINT) AS VARCHAR))
        - length(rtrim(CAST(CAST(abs(amount) AS HUGEINT) AS VARCHAR), '0'))) AS DECIMAL(38, 6)
    )
END
