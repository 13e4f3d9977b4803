-- Checks of a stated change against the two numbers that the sentence gives, and of its direction.
() AS TABLE
WITH measured AS (
    SELECT
        *,
        stated.unit_code = '{percentage point}' AS in_points,
        later.unit_code = '%' AS of_rates,
        if(coalesce(stated.direction, 'up') = 'down', -1, 1) AS sign,
        coalesce(at_least(earlier), at_least(later) - if(coalesce(amount.direction, 'up') = 'down', -at_least(amount), at_most(amount)))
            AS earlier_low,
        coalesce(at_most(earlier), at_most(later) - if(coalesce(amount.direction, 'up') = 'down', -at_most(amount), at_least(amount)))
            AS earlier_high,
        at_least(later) AS later_low,
        at_most(later) AS later_high,
        coalesce(
            CAST(earlier.value * earlier.scale AS DOUBLE),
            later.value * later.scale - if(coalesce(amount.direction, 'up') = 'down', -1, 1) * amount.value * amount.scale
        ) AS earlier_value,
        CAST(later.value * later.scale AS DOUBLE) AS later_value,
        CASE
            WHEN stated.unit_code = '{doubling}' THEN 100 * (pow(2, stated.value) - 1)
            WHEN stated.unit_code = '{times}' THEN 100 * at_least(stated)
            WHEN stated.kind = 'percent' THEN 100 * at_least(stated)
            ELSE at_least(stated)
        END AS told_low,
        CASE
            WHEN stated.unit_code = '{doubling}' THEN 100 * (pow(2, stated.value) - 1)
            WHEN stated.unit_code = '{times}' THEN 100 * at_most(stated)
            WHEN stated.kind = 'percent' THEN 100 * at_most(stated)
            ELSE at_most(stated)
        END AS told_high,
        -- Growth since last month is none since last year; where the word names no base, the numbers' own counts.
        coalesce(base_of_word <> base_of_numbers, base_of_word IS NOT NULL AND shape <> 'change_then_ends') AS is_rebased
    FROM stated_changes()
    WHERE NOT starts_with(coalesce(earlier, amount, later).quote, '-')
        -- A number without its own unit may take another's scale: 由 8 增至 12 万.
        AND (later.unit IS NULL OR contains(later.quote, later.unit))
        AND (coalesce(earlier, amount, later).unit IS NULL
            OR contains(coalesce(earlier, amount, later).quote, coalesce(earlier, amount, later).unit))
        -- 由下降 5% 转为增长 3%: rates of growth that change their sign.
        AND NOT (
            earlier.statistic IN ('change') AND (earlier.direction IS DISTINCT FROM later.direction OR later.statistic <> 'change')
            AND regexp_matches(before_first, '(降|减|跌|负)[^,;。]{0,6}$')
        )
),
computed AS (
    SELECT
        *,
        earlier_low > 0 AND later_low IS NOT NULL AS is_positive,
        -- The amount of a change is known better than the two numbers that it lies between.
        CASE
            WHEN amount IS NULL THEN 100 * (later_low / earlier_high - 1)
            WHEN coalesce(amount.direction, 'up') = 'down' THEN -100 * at_most(amount) / (later_low + at_most(amount))
            ELSE 100 * at_least(amount) / (later_high - at_least(amount))
        END AS rate_low,
        CASE
            WHEN amount IS NULL THEN 100 * (later_high / earlier_low - 1)
            WHEN coalesce(amount.direction, 'up') = 'down' THEN -100 * at_least(amount) / (later_high + at_least(amount))
            ELSE 100 * at_most(amount) / (later_low - at_most(amount))
        END AS rate_high,
        100 * (later_value / earlier_value - 1) AS rate_value,
        if(of_rates, 100, 1) * (later_low - earlier_high) AS difference_low,
        if(of_rates, 100, 1) * (later_high - earlier_low) AS difference_high,
        if(of_rates, 100, 1) * (later_value - earlier_value) AS difference_value,
        if(sign > 0, told_low, -told_high) AS stated_low,
        if(sign > 0, told_high, -told_low) AS stated_high
    FROM measured
),
asked AS (
    SELECT
        *,
        CASE
            WHEN stated IS NULL AND turn_of(turned) IS NOT NULL THEN 'direction'
            WHEN stated IS NULL THEN NULL
            WHEN in_points AND NOT of_rates THEN 'points_of_an_amount'
            WHEN in_points THEN 'difference'
            WHEN stated.unit_code = '%' OR stated.kind = 'multiple' THEN 'rate'
            WHEN stated.unit_code = later.unit_code THEN 'difference'
        END AS asks
    FROM computed
    WHERE earlier_low > 0 OR shape = 'amount_in_points'
),
compared AS (
    SELECT
        *,
        if(asks = 'rate', rate_low, difference_low) AS computed_low,
        if(asks = 'rate', rate_high, difference_high) AS computed_high,
        if(asks = 'rate', rate_value, difference_value) AS computed,
        CASE
            WHEN asks = 'direction' AND turn_of(turned) > 0 THEN greatest(earlier_low - later_high, 0)
            WHEN asks = 'direction' THEN greatest(later_low - earlier_high, 0)
            WHEN asks = 'rate' THEN gap_between(rate_low, rate_high, stated_low, stated_high)
            ELSE gap_between(difference_low, difference_high, stated_low, stated_high)
        END AS apart,
        of_rates AND asks = 'rate' AND gap_between(difference_low, difference_high, stated_low, stated_high) = 0
            AS is_in_points
    FROM asked
    WHERE asks IS NOT NULL
),
named AS (
    SELECT
        *,
        asks = 'rate' AND apart = 0 AND is_named_rate
            AND coalesce(base_of_word <> base_of_numbers AND 'other' NOT IN (base_of_word, base_of_numbers), false)
            AS is_misnamed
    FROM compared
)
SELECT
    CASE
        WHEN is_misnamed THEN 'comparison_wording'
        WHEN asks = 'points_of_an_amount' OR (apart > 0 AND is_in_points) THEN 'points_against_percent'
        WHEN asks = 'rate' THEN 'rate_against_levels'
        ELSE 'change_against_ends'
    END AS kind,
    CASE
        WHEN is_misnamed THEN 'contradicts'
        WHEN is_rebased THEN 'cannot_tell'
        WHEN asks = 'points_of_an_amount' THEN 'contradicts'
        WHEN asks = 'rate' AND apart > 0 AND NOT is_in_points AND later.kind IN ('money', 'other')
            AND at_constant_prices(later.metric, sentence) THEN 'cannot_tell'
        WHEN asks = 'rate' AND apart > 0 AND regexp_matches(plain_words(sentence), '可比|同口径|剔除|扣除') THEN 'cannot_tell'
        -- 由 30 天提速到 5 天: faster is less.
        WHEN asks = 'direction' AND apart > 0 AND later.kind IN ('duration', 'multiple', 'other') THEN 'cannot_tell'
        WHEN apart > 1e-9 THEN 'contradicts'
        WHEN asks = 'direction' OR computed BETWEEN stated_low AND stated_high THEN 'agrees'
        ELSE 'rounding'
    END AS verdict,
    CASE
        WHEN is_misnamed THEN 'numbers'
        WHEN is_rebased THEN 'other_base'
        WHEN apart > 0 AND asks = 'rate' AND at_constant_prices(later.metric, sentence) THEN 'constant_prices'
        ELSE asks
    END AS reason,
    [document_id] AS document_ids,
    list_filter([earlier.figure_id, later.figure_id, amount.figure_id, stated.figure_id], lambda id: id IS NOT NULL) AS fact_ids,
    list_filter([earlier.quote, later.quote, amount.quote, stated.quote], lambda quote: quote IS NOT NULL) AS quotes,
    sentence AS words,
    stated_low,
    stated_high,
    if(asks = 'direction', difference_low, computed_low) AS computed_low,
    if(asks = 'direction', difference_high, computed_high) AS computed_high,
    CASE WHEN asks = 'rate' THEN '%' WHEN asks = 'difference' AND of_rates THEN '{percentage point}' ELSE later.unit_code END AS unit_code,
    apart AS gap,
    CASE
        WHEN is_misnamed
            THEN stated.quote || ' follows from ' || earlier.quote || ' to ' || later.quote || ', which are of '
                || if(base_of_numbers = 'year', 'two years, and is called 环比.', 'two steps in turn, and is called 同比.')
        WHEN asks = 'direction'
            THEN '“' || turned || '” leads from ' || earlier.quote || ' to ' || later.quote || '.'
        WHEN asks = 'points_of_an_amount'
            THEN stated.quote || ' is stated of an amount, ' || later.quote || ': percentage points measure rates.'
        WHEN apart > 0 AND is_in_points
            THEN 'From ' || earlier.quote || ' to ' || later.quote || ' is a difference in percentage points; in per cent it is '
                || range_text(rate_low, rate_high) || '%, not ' || stated.quote || '.'
        ELSE if(
            earlier IS NULL,
            later.quote || ' after a change of ' || amount.quote,
            'From ' || earlier.quote || ' to ' || later.quote
        ) || ' is a change of ' || range_text(computed_low, computed_high) || if(asks = 'rate', '%', if(of_rates, ' points', ''))
            || '; ' || if(sign > 0 OR regexp_matches(stated.quote, '^[-－负]'), '', '-') || stated.quote || ' is stated.'
    END AS because
FROM named
