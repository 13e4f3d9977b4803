-- Checks of words of comparison against the comparison stated: 与往年同期相比 … 环比下降 34%.
() AS TABLE
SELECT
    'comparison_wording' AS kind,
    if(list_contains(figures.flags, 'basis_contradicts_wording'), 'contradicts', 'agrees') AS verdict,
    change_basis AS reason,
    [figures.document_id] AS document_ids,
    [figure_id] AS fact_ids,
    [figures.quote] AS quotes,
    passages.quote AS words,
    100 * CAST(lower_si AS DOUBLE) AS stated_low,
    100 * CAST(upper_si AS DOUBLE) AS stated_high,
    NULL::DOUBLE AS computed_low,
    NULL::DOUBLE AS computed_high,
    figures.unit_code,
    NULL::DOUBLE AS gap,
    figures.quote || ' is called ' || change_written || ', and the sentence compares with '
        || CASE change_basis
            WHEN 'yoy' THEN 'the same time of an earlier year.'
            WHEN 'mom' THEN 'the step before.'
            ELSE 'something else.'
        END AS because
FROM main.figures
INNER JOIN main.passages USING (passage_id)
WHERE change_written IS NOT NULL AND figures.statistic = 'change'
