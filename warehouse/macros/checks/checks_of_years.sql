-- Checks of a yearly rate against the levels of its year and of the year before, wherever they are told of one
-- metric and place: in the same document, or else in others.
() AS TABLE
WITH numbers AS (
    SELECT
        *,
        lag(figure_id) OVER in_turn AS told_id,
        lag(metric_name) OVER in_turn AS told_metric
    FROM measured_figures()
    WHERE period_start IS NOT NULL
    WINDOW in_turn AS (PARTITION BY passage_id ORDER BY start_char)
),
levels AS (
    SELECT *
    FROM numbers
    WHERE statistic IN ('level', 'flow', 'cumulative')
        AND kind NOT IN ('percent', 'multiple', 'index', 'rank', 'score', 'rate', 'duration', 'age')
        AND copy_of IS NULL AND NOT list_contains(flags, 'forecast')
        AND (place_id IS NOT NULL OR organisation_id IS NOT NULL)
),
-- A rate that stands right behind its level: 棉花 420 万吨,下降 11.7%. Where an amount of change stands between,
-- the sentence tells its own year before.
rates AS (
    SELECT
        numbers.figure_id, numbers.document_id, numbers.passage_id, numbers.quote, numbers.metric_name,
        numbers.change_direction, numbers.compared_start, numbers.compared_end, numbers.number AS stated,
        levels.number AS later, levels.dimension, levels.kind, levels.place_id, levels.organisation_id, levels.programme_id
    FROM numbers
    INNER JOIN levels ON numbers.told_id = levels.figure_id
    WHERE numbers.statistic = 'change' AND numbers.kind = 'percent' AND numbers.dimension = '%' AND numbers.change_basis = 'yoy'
        AND numbers.told_metric = numbers.metric_name
        AND numbers.period_start = levels.period_start AND numbers.period_end = levels.period_end
        AND date_diff('day', numbers.period_start, numbers.period_end) > 27
        AND numbers.compared_start IS NOT NULL AND numbers.compared_end IS NOT NULL
),
-- What each document tells of a period, if it tells one number.
told AS (
    SELECT
        metric_name, place_id, organisation_id, programme_id, period_start, period_end, dimension, kind, document_id,
        arg_min(number, start_char) AS number,
        arg_min(passage_id, start_char) AS passage_id
    FROM levels
    GROUP BY ALL
    HAVING count(DISTINCT number.value * number.scale) = 1
),
pairs AS (
    SELECT
        rates.*,
        told.number AS earlier, told.document_id AS earlier_document, told.passage_id AS earlier_passage
    FROM rates
    INNER JOIN told
        ON told.metric_name = rates.metric_name AND told.kind = rates.kind AND told.dimension = rates.dimension
        AND told.place_id IS NOT DISTINCT FROM rates.place_id
        AND told.organisation_id IS NOT DISTINCT FROM rates.organisation_id
        AND told.programme_id IS NOT DISTINCT FROM rates.programme_id
        AND told.period_start = rates.compared_start AND told.period_end = rates.compared_end
    -- The document's own level of the year before comes first.
    QUALIFY row_number() OVER (
        PARTITION BY rates.figure_id
        ORDER BY told.document_id = rates.document_id DESC, told.document_id
    ) = 1
),
computed AS (
    SELECT
        *,
        100 * (at_least(later) / at_most(earlier) - 1) AS rate_low,
        100 * (at_most(later) / at_least(earlier) - 1) AS rate_high,
        100 * (later.value * later.scale / (earlier.value * earlier.scale) - 1) AS rate,
        100 * if(change_direction = 'down', -at_most(stated), at_least(stated)) AS stated_low,
        100 * if(change_direction = 'down', -at_least(stated), at_most(stated)) AS stated_high
    FROM pairs
    WHERE at_least(earlier) > 0 AND at_least(later) IS NOT NULL
),
compared AS (
    SELECT
        computed.*,
        own.quote AS sentence,
        before.quote AS earlier_sentence,
        gap_between(rate_low, rate_high, stated_low, stated_high) AS apart,
        at_constant_prices(metric_name, own.quote) AS is_of_volume
    FROM computed
    INNER JOIN main.passages AS own ON own.passage_id = computed.passage_id
    INNER JOIN main.passages AS before ON before.passage_id = computed.earlier_passage
)
SELECT
    'rate_against_levels' AS kind,
    CASE
        WHEN apart > 0 AND is_of_volume THEN 'cannot_tell'
        -- What another document told may have been revised since: small gaps are, large ones need a look.
        WHEN apart > 0 AND earlier_document <> document_id AND apart <= greatest(2, abs(stated_low) / 4) THEN 'cannot_tell'
        WHEN apart > 0 AND earlier_document <> document_id THEN 'differs'
        WHEN apart > 0 THEN 'contradicts'
        WHEN rate BETWEEN stated_low AND stated_high THEN 'agrees'
        ELSE 'rounding'
    END AS verdict,
    CASE
        WHEN apart > 0 AND is_of_volume THEN 'constant_prices'
        WHEN earlier_document <> document_id THEN 'across_documents'
        ELSE 'across_sentences'
    END AS reason,
    list_distinct([document_id, earlier_document]) AS document_ids,
    [earlier.figure_id, later.figure_id, figure_id] AS fact_ids,
    [earlier.quote, later.quote, quote] AS quotes,
    earlier_sentence || ' … ' || sentence AS words,
    stated_low,
    stated_high,
    rate_low AS computed_low,
    rate_high AS computed_high,
    '%' AS unit_code,
    apart AS gap,
    metric_name || ': from ' || earlier.quote || ' to ' || later.quote || ' is a change of ' || range_text(rate_low, rate_high) || '%; '
        || if(change_direction = 'down' AND NOT regexp_matches(quote, '^[-－负]'), '-', '') || quote || ' is stated'
        || if(earlier_document = document_id, '.', '; the year before is told by another document, and may have been revised or counted otherwise.')
        AS because
FROM compared
