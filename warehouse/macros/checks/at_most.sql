-- The greatest amount, in the base unit, that a number of `numbers_in_turn` leaves room for; null where none is.
(number) AS if(
    number.low = number.high,
    CAST(number.high AS DOUBLE) + half_step(number.quote, number.value) * number.scale,
    CAST(number.high AS DOUBLE)
)
