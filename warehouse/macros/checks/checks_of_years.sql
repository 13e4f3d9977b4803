-- Checks of a yearly rate against the levels of its year and of the year before, wherever they are told of one
-- metric and place: in the same document, or else in others.
() AS TABLE
WITH numbers AS (
    SELECT *
    FROM measured_figures()
    WHERE period_start IS NOT NULL AND copy_of IS NULL AND NOT list_contains(flags, 'forecast')
        AND (place_id IS NOT NULL OR organisation_id IS NOT NULL)
),
rates AS (
    SELECT * FROM numbers
    WHERE statistic = 'change' AND kind = 'percent' AND dimension = '%' AND change_basis = 'yoy'
        AND compared_start IS NOT NULL AND compared_end IS NOT NULL
        AND date_diff('day', period_start, period_end) > 27
),
levels AS (
    SELECT
        metric_name, place_id, organisation_id, programme_id, period_start, period_end, dimension, document_id,
        min(kind) AS kind,
        arg_min(number, start_char) AS number,
        arg_min(passage_id, start_char) AS passage_id,
        count(DISTINCT number.value * number.scale) AS values_told
    FROM numbers
    WHERE statistic IN ('level', 'flow', 'cumulative') AND kind NOT IN ('percent', 'multiple', 'index', 'rank', 'score', 'rate', 'duration')
    GROUP BY ALL
),
pairs AS (
    SELECT
        rates.figure_id, rates.document_id, rates.passage_id, rates.quote, rates.metric_name, rates.change_direction,
        rates.number AS stated,
        later.number AS later, later.document_id AS later_document, later.passage_id AS later_passage, later.kind,
        earlier.number AS earlier, earlier.document_id AS earlier_document, earlier.passage_id AS earlier_passage
    FROM rates
    INNER JOIN levels AS later
        ON later.metric_name = rates.metric_name AND later.place_id IS NOT DISTINCT FROM rates.place_id
        AND later.organisation_id IS NOT DISTINCT FROM rates.organisation_id
        AND later.programme_id IS NOT DISTINCT FROM rates.programme_id
        AND later.period_start = rates.period_start AND later.period_end = rates.period_end
        AND later.document_id = rates.document_id AND later.values_told = 1
    INNER JOIN levels AS earlier
        ON earlier.metric_name = rates.metric_name AND earlier.place_id IS NOT DISTINCT FROM rates.place_id
        AND earlier.organisation_id IS NOT DISTINCT FROM rates.organisation_id
        AND earlier.programme_id IS NOT DISTINCT FROM rates.programme_id
        AND earlier.period_start = rates.compared_start AND earlier.period_end = rates.compared_end
        AND earlier.dimension = later.dimension AND earlier.values_told = 1
    -- The document's own level of the year before comes first, then the one told last.
    QUALIFY row_number() OVER (
        PARTITION BY rates.figure_id
        ORDER BY earlier.document_id = rates.document_id DESC, earlier.document_id DESC
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
        || if(earlier_document = document_id, '.', '; the year before is told by another document, and may have been revised.')
        AS because
FROM compared
