-- The promise ledger: the target that a report sets for a period against the result that a later document of
-- the same place states.
() AS TABLE
WITH numbers AS (
    SELECT
        *,
        if(kind = 'percent' AND change_basis IS NOT NULL, 'change', 'amount') AS asks
    FROM measured_figures()
    WHERE period_start IS NOT NULL AND copy_of IS NULL
        AND (place_id IS NOT NULL OR organisation_id IS NOT NULL)
        AND date_diff('day', period_start, period_end) > 27
),
targets AS (
    SELECT * FROM numbers WHERE statistic = 'target'
),
results AS (
    SELECT *
    FROM numbers
    WHERE statistic IN ('level', 'flow', 'cumulative', 'share', 'change') AND (statistic = 'change') = (asks = 'change')
        AND NOT list_contains(flags, 'forecast') AND (change_basis IS NULL OR change_basis = 'yoy')
),
pairs AS (
    SELECT
        targets.document_id, targets.figure_id, targets.passage_id, targets.quote, targets.number AS target,
        targets.change_direction, targets.metric_name, targets.kind, targets.dimension,
        results.document_id AS result_document, results.figure_id AS result_id, results.passage_id AS result_passage,
        results.quote AS result_quote, results.number AS result,
        if(results.change_direction = targets.change_direction OR targets.change_direction = '', 1, -1) AS sign,
        results.change_direction = '' AND targets.change_direction = '' AS is_plain,
        regexp_matches(
            targets.metric_name, '消费价格|物价|失业|死亡|能耗|赤字|自然增长率|排放|事故|发案|浓度'
        ) OR targets.number.low IS NULL AS less_is_better
    FROM targets
    INNER JOIN results
        ON results.metric_name = targets.metric_name AND results.place_id IS NOT DISTINCT FROM targets.place_id
        AND results.organisation_id IS NOT DISTINCT FROM targets.organisation_id
        AND results.programme_id IS NOT DISTINCT FROM targets.programme_id
        AND results.period_start = targets.period_start AND results.period_end = targets.period_end
        AND results.kind = targets.kind AND results.dimension = targets.dimension AND results.asks = targets.asks
    -- The target is set before the period ends, the result told once it has.
    WHERE targets.told_on < targets.period_end AND results.told_on >= results.period_end - INTERVAL 31 DAY
        AND results.document_id <> targets.document_id
    QUALIFY row_number() OVER (PARTITION BY targets.figure_id ORDER BY results.told_on, results.figure_id) = 1
),
judged AS (
    SELECT
        *,
        coalesce(change_direction, '') <> 'down' AND less_is_better AS wants_less,
        sign * at_least(result) AS result_low,
        sign * at_most(result) AS result_high
    FROM pairs
)
SELECT
    'target_against_result' AS kind,
    CASE
        WHEN wants_less AND coalesce(result_low > CAST(at_most(target) AS DOUBLE), false) THEN 'missed'
        WHEN NOT wants_less AND coalesce(result_high < CAST(at_least(target) AS DOUBLE), false) THEN 'missed'
        WHEN result_low IS NULL OR (at_least(target) IS NULL AND NOT wants_less) THEN 'cannot_tell'
        ELSE 'kept'
    END AS verdict,
    if(wants_less, 'at_most', 'at_least') AS reason,
    [judged.document_id, result_document] AS document_ids,
    [figure_id, result_id] AS fact_ids,
    [judged.quote, result_quote] AS quotes,
    promised.quote || ' … ' || told.quote AS words,
    if(judged.kind = 'percent', 100, 1) * at_least(target) AS stated_low,
    if(judged.kind = 'percent', 100, 1) * at_most(target) AS stated_high,
    if(judged.kind = 'percent', 100, 1) * result_low AS computed_low,
    if(judged.kind = 'percent', 100, 1) * result_high AS computed_high,
    dimension AS unit_code,
    if(judged.kind = 'percent', 100, 1) * gap_between(result_low, result_high, at_least(target), at_most(target)) AS gap,
    metric_name || ': ' || judged.quote || ' was the target, ' || result_quote || ' the result.' AS because
FROM judged
INNER JOIN main.passages AS promised ON promised.passage_id = judged.passage_id
INNER JOIN main.passages AS told ON told.passage_id = judged.result_passage
