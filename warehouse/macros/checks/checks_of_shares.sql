-- Checks of shares: none of a whole is above a hundred per cent, nor are those together that share it out.
() AS TABLE
WITH shares AS (
    SELECT
        figures.document_id,
        figures.passage_id,
        figure_id,
        figures.quote,
        passages.quote AS sentence,
        100 * lower_si AS low,
        100 * upper_si AS high,
        plain_words(right(substr(passages.quote, 1, figures.start_char - passages.start_char), 24)) AS before
    FROM main.figures
    INNER JOIN main.passages USING (passage_id)
    WHERE figures.kind = 'percent' AND figures.unit_code = '%' AND figures.statistic IN ('share', 'level')
),
single AS (
    SELECT
        *,
        -- A debt may be more than what is earned in a year, an import more than an export.
        regexp_matches(before, '占(全|总|整)[^,;。]*$|占[^,;。]{1,12}(总|全部)[^,;。]*$|(占比|比重|份额)[^,;。]{0,6}$')
            AND NOT regexp_matches(before, '债|贷|款|货币|市值|杠杆|依存|资产|计划|目标|预算|任务|收入|投资|同期|上年|去年')
            -- A debt or a budget is no part of what a year adds; value added is.
            AND (contains(before, '增加值') OR NOT regexp_matches(before, '生产总值|GDP'))
            AS is_of_a_whole
    FROM shares
    WHERE regexp_matches(before, '占|比重|份额')
),
structures AS (
    SELECT
        document_id,
        passage_id,
        quote AS sentence,
        unnest(regexp_extract_all(
            plain_words(quote),
            '产业[^,;。0-9]{0,10}(结构|比例|比重|比)[^;。]{0,40}'
        )) AS told
    FROM main.passages
    WHERE contains(quote, '产业') OR contains(quote, '產業')
),
ratios AS (
    SELECT
        document_id,
        passage_id,
        sentence,
        unnest(regexp_extract_all(
            replace(told, '∶', ':'),
            '[0-9]+(?:[.．][0-9]+)?[::][0-9]+(?:[.．][0-9]+)?[::][0-9]+(?:[.．][0-9]+)?'
        )) AS ratio
    FROM structures
),
summed AS (
    SELECT
        *,
        list_sum(list_transform(string_split(ratio, ':'), lambda part: TRY_CAST(replace(part, '．', '.') AS DOUBLE))) AS total,
        list_sum(list_transform(
            string_split(ratio, ':'),
            lambda part: 0.5 * pow(10, -length(regexp_extract(part, '[.．]([0-9]+)$', 1)))
        )) AS slack
    FROM ratios
)
SELECT
    'share_above_hundred' AS kind,
    CASE
        WHEN coalesce(low, 0) <= 100 THEN 'agrees'
        WHEN is_of_a_whole THEN 'contradicts'
        ELSE 'cannot_tell'
    END AS verdict,
    if(is_of_a_whole, 'share', 'ratio') AS reason,
    [document_id] AS document_ids,
    [figure_id] AS fact_ids,
    [quote] AS quotes,
    sentence AS words,
    CAST(low AS DOUBLE) AS stated_low,
    CAST(high AS DOUBLE) AS stated_high,
    0::DOUBLE AS computed_low,
    100::DOUBLE AS computed_high,
    '%' AS unit_code,
    CAST(greatest(low - 100, 0) AS DOUBLE) AS gap,
    '“' || before || quote || '” is a share of a whole.' AS because
FROM single
UNION ALL
SELECT
    'shares_against_hundred',
    CASE
        WHEN total = 100 THEN 'agrees'
        WHEN abs(total - 100) <= slack THEN 'rounding'
        -- A ratio that is not told in hundredths: 1:2:7.
        WHEN total < 90 OR total > 115 THEN 'cannot_tell'
        ELSE 'contradicts'
    END,
    'structure',
    [document_id],
    [passage_id],
    [ratio],
    sentence,
    total,
    total,
    100 - slack,
    100 + slack,
    '%',
    greatest(abs(total - 100) - slack, 0),
    ratio || ' adds up to ' || number_text(total) || '.'
FROM summed
WHERE total IS NOT NULL
