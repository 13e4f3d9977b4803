-- Each figure with what it measures, where, whose, when, its number and what its change is measured against.
-- Asked by the checks across sentences; unlike in `claims` a running total may have no first day.
() AS TABLE
SELECT
    figures.figure_id,
    figures.document_id,
    figures.passage_id,
    figures.quote,
    figures.kind,
    figures.statistic,
    figures.change_basis,
    coalesce(figures.change_direction, '') AS change_direction,
    figures.metric_name,
    coalesce(figures.dimension, '') AS dimension,
    figures.place_id,
    figures.organisation_id,
    figures.programme_id,
    CAST(if(at_year_end, date_trunc('year', period_start), period_start) AS DATE) AS period_start,
    period_end,
    CAST(if(at_year_end, date_trunc('year', compared_start), compared_start) AS DATE) AS compared_start,
    compared_end,
    figures.start_char,
    figures.flags,
    figures.told_on,
    figures.copy_of,
    {
        'figure_id': figure_id, 'quote': quote, 'value': value,
        'low': lower_si, 'high': upper_si, 'scale': value_si / nullif(value, 0)
    } AS number
FROM (
    SELECT
        *,
        -- A state of the year's last day, and its change, is the year's: 比上年末增长 3%.
        statistic IN ('level', 'change')
        AND period_end = period_start + INTERVAL 1 DAY
        AND dayofyear(period_end) = 1 AS at_year_end
    FROM main.named_figures()
    WHERE period_end IS NOT NULL
) AS figures
