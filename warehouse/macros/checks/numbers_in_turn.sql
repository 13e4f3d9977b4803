-- Each figure with the two that follow it in its sentence, and the words before, between and behind them.
-- Asked by the checks within one sentence.
() AS TABLE
WITH numbers AS (
    SELECT
        figures.passage_id, figures.document_id, start_char, end_char,
        {
            'figure_id': figure_id, 'quote': quote, 'kind': figures.kind, 'statistic': figures.statistic,
            'unit': unit, 'unit_code': figures.unit_code, 'direction': change_direction, 'value': value, 'metric': metrics.name,
            'low': lower_si, 'high': upper_si, 'hedged': hedge IS NOT NULL, 'scale': value_si / nullif(value, 0)
        } AS this
    FROM main.figures
    LEFT JOIN main.metrics USING (metric_id)
    WHERE figures.kind NOT IN ('age', 'rank', 'score', 'index')
        AND NOT (figures.kind = 'duration' AND regexp_matches(coalesce(unit, ''), '年|月|季'))
        AND NOT starts_with(quote, '第')
),
followed AS (
    SELECT
        *,
        lead(this, 1) OVER in_turn AS second,
        lead(this, 2) OVER in_turn AS third,
        lag(end_char, 1) OVER in_turn AS before_char,
        lead(start_char, 1) OVER in_turn AS second_start,
        lead(end_char, 1) OVER in_turn AS second_end,
        lead(start_char, 2) OVER in_turn AS third_start,
        lead(end_char, 2) OVER in_turn AS third_end
    FROM numbers
    WINDOW in_turn AS (PARTITION BY passage_id ORDER BY start_char, end_char)
)
SELECT
    followed.document_id,
    followed.passage_id,
    passages.quote AS sentence,
    this AS first,
    second,
    third,
    plain_words(substr(
        passages.quote,
        coalesce(before_char, passages.start_char) - passages.start_char + 1,
        followed.start_char - coalesce(before_char, passages.start_char)
    )) AS before_first,
    plain_words(substr(passages.quote, followed.end_char - passages.start_char + 1, second_start - followed.end_char))
        AS before_second,
    plain_words(substr(passages.quote, second_end - passages.start_char + 1, third_start - second_end)) AS before_third
FROM followed
INNER JOIN main.passages USING (passage_id)
WHERE second IS NOT NULL
