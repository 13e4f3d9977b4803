-- What does each document claim of something that others may claim too? One row is one figure with a
-- metric and a period: the metric by its joined name, the place by the text or else the document's own,
-- the period aligned to the calendar, the bounds in the base unit and signed (a fall is negative).
-- Asked by whoever compares; `metric_series`, `conflicts` and `findings` are made of it.
SELECT
    figures.metric_name AS metric, -- What is measured, by the name that its phrasings share or an editor gave.
    figures.kind AS kind, -- What kind of quantity.
    figures.dimension AS unit_code, -- Code of the unit that all claims of the metric can be told in.
    figures.statistic AS statistic, -- State, total, change, share or promise.
    figures.change_basis AS change_basis, -- What a change is measured against.
    figures.place_id AS place_id, -- The place that the text names, else the document's own.
    figures.organisation_id AS organisation_id, -- Who acts.
    figures.programme_id AS programme_id, -- The named undertaking it belongs to.
    if(at_year_end, 'year', period_kind(figures.period_start, figures.period_end)) AS period_kind, -- Calendar unit that the period fills: year, half, quarter, month, day, to_date or span.
    CAST(if(at_year_end, date_trunc('year', figures.period_start), figures.period_start) AS DATE) AS period_start, -- First day that it covers; the year's where a state is told of its last day.
    figures.period_end AS period_end, -- Day after the last.
    if(falls, -figures.value_si, figures.value_si) AS value_si, -- The number in the base unit; null where only bounds are.
    if(falls, -figures.upper_si, figures.lower_si) AS lower_si, -- Least number that the words allow; null without one.
    if(falls, -figures.lower_si, figures.upper_si) AS upper_si, -- Greatest number that the words allow; null without one.
    if(
        figures.lower_si = figures.upper_si, rounded_by(figures.quote, figures.value_si), 0
    ) AS rounding, -- What the writing of an exact number may have rounded away, in the base unit.
    figures.value AS value, -- The number as stated.
    figures.unit AS unit, -- Unit or measure word as written.
    figures.metric AS phrase, -- What is measured, in the text's own words.
    figures.quote AS quote, -- The figure as written.
    figures.told_on AS told_on, -- First day of the interval it was published in.
    figures.source_rank AS source_rank, -- How far its source is to be believed, 1 the most.
    coalesce(figures.copy_of, figures.document_id) AS text_id, -- The text: copies of one count once.
    figures.start_char AS start_char, -- First character of it in its document.
    figures.passage_id AS passage_id, -- Key of the sentence or heading.
    figures.document_id AS document_id, -- Key of the document.
    figures.figure_id AS figure_id -- Key of the figure, for `evidence`.
FROM (
    SELECT
        *,
        coalesce(change_direction = 'down', FALSE) AS falls,
        statistic = 'level'
        AND period_end = period_start + INTERVAL 1 DAY
        AND dayofyear(period_end) = 1 AS at_year_end
    FROM main.named_figures()
    WHERE period_start IS NOT NULL AND period_end IS NOT NULL
) AS figures
WHERE figures.kind NOT IN ('duration', 'age', 'rank') AND figures.statistic <> 'attribute'
ORDER BY figures.document_id, figures.start_char
