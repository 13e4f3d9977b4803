-- The claims of `claims`, each with its number, its flags and what its change is measured against. What "the
-- same metric" means to checks across sentences is said there, and here alone.
() AS TABLE
SELECT
    claims.* EXCLUDE (value_si, lower_si, upper_si, value),
    claims.metric AS metric_name,
    coalesce(claims.unit_code, '') AS dimension,
    coalesce(figures.change_direction, '') AS change_direction,
    figures.flags,
    if(at_year_end, CAST(date_trunc('year', figures.period_start) AS DATE), claims.period_start) AS from_day,
    CAST(if(at_year_end, date_trunc('year', figures.compared_start), figures.compared_start) AS DATE) AS compared_from,
    figures.compared_end AS compared_until,
    documents.copy_of,
    {
        'figure_id': figures.figure_id, 'quote': figures.quote, 'value': figures.value,
        'low': figures.lower_si, 'high': figures.upper_si, 'scale': figures.value_si / nullif(figures.value, 0)
    } AS number
FROM main.claims
INNER JOIN (
    SELECT
        *,
        -- A state of the year's last day is the year's: 比上年末增长 3%.
        period_end = period_start + INTERVAL 1 DAY AND dayofyear(period_end) = 1 AS at_year_end
    FROM main.figures
) AS figures USING (figure_id)
INNER JOIN main.documents ON claims.document_id = documents.document_id
