-- How far two intervals lie apart; nothing where they meet. A null bound is open.
(low, high, other_low, other_high) AS greatest(coalesce(low - other_high, 0), coalesce(other_low - high, 0), 0)
