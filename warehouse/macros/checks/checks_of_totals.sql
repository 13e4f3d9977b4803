-- Checks of running totals: one that is counted up from the same day never falls.
() AS TABLE
WITH totals AS (
    SELECT
        measured.*,
        passages.quote AS sentence,
        -- 全市 and then 全区: another whole.
        regexp_extract(
            plain_words(substr(passages.quote, 1, measured.start_char - passages.start_char)), '.*(全[国省市县区州镇乡])', 1
        ) AS whole
    FROM measured_figures() AS measured
    INNER JOIN main.passages USING (passage_id)
    WHERE statistic = 'cumulative'
        AND period_end IS NOT NULL
        AND measured.kind NOT IN ('percent', 'multiple', 'rate', 'index', 'score', 'rank', 'age')
        AND regexp_matches(plain_words(passages.quote), '累计|累积|总计|共')
),
followed AS (
    SELECT
        *,
        lag(figure_id) OVER in_time AS earlier_id,
        lag(quote) OVER in_time AS earlier_quote,
        lag(number) OVER in_time AS earlier,
        lag(period_end) OVER in_time AS earlier_end,
        lag(sentence) OVER in_time AS earlier_sentence,
        lag(whole) OVER in_time AS earlier_whole
    FROM totals
    WINDOW in_time AS (
        PARTITION BY document_id, metric_name, dimension, place_id, organisation_id, programme_id, period_start
        ORDER BY period_end, start_char
    )
)
SELECT
    'cumulative_falls' AS kind,
    CASE
        WHEN at_most(number) IS NULL OR at_least(earlier) IS NULL THEN 'cannot_tell'
        WHEN at_most(number) < at_least(earlier) THEN 'contradicts'
        WHEN number.value * number.scale < earlier.value * earlier.scale THEN 'rounding'
        ELSE 'agrees'
    END AS verdict,
    'running_total' AS reason,
    [document_id] AS document_ids,
    [earlier_id, figure_id] AS fact_ids,
    [earlier_quote, quote] AS quotes,
    if(sentence = earlier_sentence, sentence, earlier_sentence || ' … ' || sentence) AS words,
    at_least(number) AS stated_low,
    at_most(number) AS stated_high,
    at_least(earlier) AS computed_low,
    NULL::DOUBLE AS computed_high,
    dimension AS unit_code,
    greatest(coalesce(at_least(earlier) - at_most(number), 0), 0) AS gap,
    'A running total is ' || earlier_quote || ' until ' || strftime(earlier_end - INTERVAL 1 DAY, '%Y-%m-%d') || ' and ' || quote
        || ' until ' || strftime(period_end - INTERVAL 1 DAY, '%Y-%m-%d') || '.' AS because
FROM followed
WHERE earlier_id IS NOT NULL AND earlier_end < period_end AND (whole = earlier_whole OR '' IN (whole, earlier_whole))
