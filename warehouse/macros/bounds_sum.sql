-- The bounds of a sum, over the rows that are added up: 41余万人 and 3万余人 are [44万, 46万). A bound
-- that one row lacks the sum lacks too. Add up totals of periods that do not overlap; never states.
(lower_bound, upper_bound, upper_is_open) AS struct_pack(
    "lower" := if(count(lower_bound) = count(*), sum(lower_bound), NULL),
    "upper" := if(count(upper_bound) = count(*), sum(upper_bound), NULL),
    upper_open := bool_or(upper_is_open)
)
