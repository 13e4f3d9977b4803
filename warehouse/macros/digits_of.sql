-- The first number that the characters write in Arabic digits, null where there is none or it is nought.
(quote) AS nullif(
    try_cast(
        regexp_replace(
            regexp_extract(half_width(quote), '[0-9][0-9, ]*(?:\.[0-9]+)?'), '[, ]', '', 'g'
        ) AS DOUBLE
    ),
    0
)
