-- How many digits after the point the first number in Arabic digits has.
(quote) AS length(regexp_extract(half_width(quote), '[0-9][0-9, ]*\.([0-9]+)', 1))
