-- How did one metric go over time? One row is one metric, place, organisation and period, with what was
-- told of it first and last, how many texts say so and whether they agree. Nothing is added up: states
-- least of all; limits and targets are no outcomes and stay out. Asked by analysts and charts.
WITH told AS (
    -- Texts without a date come last.
    SELECT * REPLACE (coalesce(told_on, DATE '9999-12-31') AS told_on)
    FROM main.claims_by_text
    WHERE statistic IN ('level', 'flow', 'cumulative', 'share', 'change')
),
series AS (
    SELECT
        * EXCLUDE (text_id, told_on, source_rank, claim, of_two_minds, figure_ids),
        count(*) AS texts,
        min_by(claim, (told_on, text_id)) AS first_told,
        max_by(claim, (told_on, text_id)) AS last_told,
        min(told_on) AS first_told_on,
        max(told_on) AS last_told_on,
        max(claim.lower_si - claim.rounding) AS greatest_lower,
        min(claim.upper_si + claim.rounding) AS least_upper,
        bool_or(of_two_minds) AS of_two_minds,
        flatten(list(figure_ids ORDER BY told_on, text_id)) AS figure_ids
    FROM told
    GROUP BY ALL
)
SELECT
    series.metric AS metric, -- What is measured, by the name that its phrasings share.
    series.kind AS kind, -- What kind of quantity.
    series.statistic AS statistic, -- State, total, change or share.
    series.change_basis AS change_basis, -- What a change is measured against.
    place.name AS place, -- Where.
    organisation.name AS organisation, -- Who acts.
    period_text(series.period_start, series.period_end) AS period, -- The period as a ledger writes it.
    series.period_kind AS period_kind, -- Calendar unit that it fills: year, half, quarter, month, day, to_date or span.
    series.period_start AS period_start, -- First day that it covers.
    series.period_end AS period_end, -- Day after the last.
    series.last_told.value AS value, -- The number as stated by the latest text; null where only bounds are.
    series.last_told.unit AS unit, -- Its unit or measure word as written.
    series.last_told.value_si AS value_si, -- That number in the base unit, a fall negative.
    series.last_told.lower_si AS lower_si, -- Least number that its words allow, in the base unit.
    series.last_told.upper_si AS upper_si, -- Greatest number that its words allow, in the base unit.
    series.unit_code AS unit_code, -- Code of the base unit.
    series.texts AS texts, -- How many texts tell it; copies of one count once.
    if(series.texts = 1, NULL, series.greatest_lower <= series.least_upper) AS agrees, -- Whether all that they say can be true at once; null where only one tells.
    series.of_two_minds AS of_two_minds, -- Whether a text says two things that cannot both be true; it counts by the first.
    series.first_told.value_si AS first_told_si, -- The number as first told, in the base unit.
    nullif(series.first_told_on, DATE '9999-12-31') AS first_told_on, -- When it was first told.
    nullif(series.last_told_on, DATE '9999-12-31') AS last_told_on, -- When it was last told.
    greatest(
        series.first_told.lower_si - series.first_told.rounding,
        series.last_told.lower_si - series.last_told.rounding
    ) > least(
        series.first_told.upper_si + series.first_told.rounding,
        series.last_told.upper_si + series.last_told.rounding
    ) AS revised, -- Whether the latest text tells another number than the first.
    series.last_told.quote AS quote, -- The latest figure as written.
    series.last_told.document_id AS document_id, -- Key of the latest document.
    series.figure_ids AS figure_ids -- Keys of all figures that tell it, for `evidence`, the first told first.
FROM series
LEFT JOIN main.entities AS place ON series.place_id = place.entity_id
LEFT JOIN main.entities AS organisation ON series.organisation_id = organisation.entity_id
ORDER BY
    series.metric,
    series.statistic,
    series.change_basis,
    place.name,
    organisation.name,
    series.period_start,
    series.period_end
