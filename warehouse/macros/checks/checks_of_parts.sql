-- Checks of parts, told behind 其中, against the whole before it: no part is greater, nor are parts that share
-- out the whole together.
() AS TABLE
WITH sentences AS (
    SELECT passage_id, document_id, ordinal, start_char, quote, regexp_matches(quote, '^\s*其中') AS goes_on
    FROM main.passages
    WHERE contains(quote, '其中')
),
-- A sentence that begins with 其中 takes its whole from the one before.
reached AS (
    SELECT passage_id AS own_id, passage_id, false AS is_before FROM sentences
    UNION ALL
    SELECT sentences.passage_id, earlier.passage_id, true
    FROM sentences
    INNER JOIN main.passages AS earlier
        ON sentences.goes_on AND earlier.document_id = sentences.document_id AND earlier.ordinal = sentences.ordinal - 1
),
numbers AS (
    SELECT
        sentences.passage_id,
        sentences.document_id,
        sentences.quote AS sentence,
        figures.figure_id,
        figures.quote,
        figures.statistic,
        figures.start_char + if(is_before, -1000000000, 0) AS place,
        coalesce(figures.unit_code, '') AS unit_code,
        {'quote': figures.quote, 'unit': figures.unit, 'value': figures.value, 'low': lower_si, 'high': upper_si,
            'scale': value_si / nullif(figures.value, 0)} AS number,
        if(
            is_before,
            '',
            plain_words(substr(sentences.quote, 1, figures.start_char - sentences.start_char))
        ) AS words_before
    FROM sentences
    INNER JOIN reached ON reached.own_id = sentences.passage_id
    INNER JOIN main.figures ON figures.passage_id = reached.passage_id
    WHERE figures.statistic IN ('level', 'flow', 'cumulative')
        AND figures.kind NOT IN ('percent', 'multiple', 'duration', 'age', 'rank', 'score', 'index', 'rate', 'temperature')
        -- Averages and intensities have no parts: 电话普及率达到 13 部/百人.
        AND NOT regexp_matches(coalesce(figures.metric, ''), '率|均|每|密度|强度|价')
),
grouped AS (
    SELECT
        *,
        (length(words_before) - length(replace(words_before, '其中', ''))) / 2 AS part_of,
        regexp_extract(words_before, '其中([^其]*)$', 1) AS behind,
        regexp_matches(words_before, '(总产值|产值|销售|营业|主营)[^,;]*$') AS is_gross
    FROM numbers
),
wholes AS (
    SELECT
        part.passage_id,
        part.figure_id,
        max(at_most(whole.number)) AS whole_high,
        min(at_least(whole.number)) AS whole_low,
        arg_max(whole.figure_id, at_most(whole.number)) AS whole_id,
        arg_max(whole.quote, at_most(whole.number)) AS whole_quote,
        bool_or(at_most(whole.number) IS NULL) AS is_open
    FROM grouped AS part
    INNER JOIN grouped AS whole
        ON whole.passage_id = part.passage_id AND whole.unit_code = part.unit_code AND whole.part_of < part.part_of
        -- What is sold or turned out is counted gross, value added is not.
        AND whole.is_gross = part.is_gross
        AND (whole.statistic = part.statistic OR 'cumulative' NOT IN (whole.statistic, part.statistic))
    GROUP BY ALL
),
parts AS (
    SELECT
        grouped.*,
        wholes.* EXCLUDE (passage_id, figure_id),
        at_least(number) AS low,
        at_most(number) AS high,
        CASE
            WHEN regexp_matches(behind, '男[^女]*$') THEN 'sex 1'
            WHEN regexp_matches(behind, '女[^男]*$') THEN 'sex 2'
            WHEN regexp_matches(behind, '(农村|乡村)[^城]*$') THEN 'settlement 1'
            WHEN regexp_matches(behind, '(城镇|城市|城区)[^乡农]*$') THEN 'settlement 2'
            WHEN regexp_matches(behind, '出口[^进]*$') THEN 'trade 1'
            WHEN regexp_matches(behind, '进口[^出]*$') THEN 'trade 2'
            WHEN regexp_matches(behind, '第一产业[^第]*$') THEN 'sector 1'
            WHEN regexp_matches(behind, '第二产业[^第]*$') THEN 'sector 2'
            WHEN regexp_matches(behind, '第三产业[^第]*$') THEN 'sector 3'
            WHEN regexp_matches(behind, '(境内|国内|本地|内地)[^境外国]*$') THEN 'origin 1'
            WHEN regexp_matches(behind, '(境外|国外|外地|海外|入境)[^境内国]*$') THEN 'origin 2'
        END AS sharing
    FROM grouped
    INNER JOIN wholes USING (passage_id, figure_id)
    -- Behind a semicolon, or a comma and another name, another whole may stand.
    WHERE NOT regexp_matches(behind, '[;。]|人均|平均|累计|目标|计划')
),
-- The first part, those in its list, and those that share out the whole.
listed AS (
    SELECT * FROM parts
    WHERE regexp_full_match(behind, '[,:]?[^,]*') OR sharing IS NOT NULL
),
together AS (
    SELECT
        passage_id,
        document_id,
        sentence,
        part_of,
        unit_code,
        arg_max(whole_id, whole_high) AS whole_id,
        arg_max(whole_quote, whole_high) AS whole_quote,
        max(whole_high) AS whole_high,
        min(whole_low) AS whole_low,
        list(figure_id ORDER BY place) AS figure_ids,
        list(quote ORDER BY place) AS quotes,
        sum(low) AS low,
        sum(high) AS high,
        bool_or(is_open) OR bool_or(low IS NULL) AS is_open
    FROM listed
    WHERE sharing IS NOT NULL
    GROUP BY passage_id, document_id, sentence, part_of, unit_code, string_split(sharing, ' ')[1]
    HAVING count(DISTINCT sharing) > 1 AND count(DISTINCT sharing) = count(*)
),
compared AS (
    SELECT
        document_id, sentence, unit_code, whole_id, whole_quote, whole_low, whole_high, is_open,
        [figure_id] AS figure_ids, [quote] AS quotes, low, high, 'part_above_whole' AS kind
    FROM listed
    UNION ALL
    SELECT
        document_id, sentence, unit_code, whole_id, whole_quote, whole_low, whole_high, is_open,
        figure_ids, quotes, low, high, 'parts_above_whole'
    FROM together
)
SELECT
    kind,
    CASE
        WHEN is_open OR low IS NULL THEN 'cannot_tell'
        WHEN low > whole_high THEN 'contradicts'
        WHEN high > whole_high THEN 'rounding'
        ELSE 'agrees'
    END AS verdict,
    if(is_open, 'open_bound', kind) AS reason,
    [document_id] AS document_ids,
    list_prepend(whole_id, figure_ids) AS fact_ids,
    list_prepend(whole_quote, quotes) AS quotes,
    sentence AS words,
    low AS stated_low,
    high AS stated_high,
    NULL::DOUBLE AS computed_low,
    whole_high AS computed_high,
    unit_code,
    greatest(low - whole_high, 0) AS gap,
    '其中 ' || array_to_string(quotes, ' + ') || if(low > whole_high, ' is more than ', ' is within ') || whole_quote || '.'
        AS because
FROM compared
