-- What a sentence says to have changed: the number before, the number after, the change stated between them.
-- One row is one such statement; where only an amount of change is told, the number before is null.
() AS TABLE
WITH told AS (
    SELECT
        *,
        turn_of(before_second) AS turn_second,
        says_only_change(before_second) AS joins_second,
        says_only_change(before_third) AS joins_third,
        first.unit_code IS NOT DISTINCT FROM second.unit_code AS alike_second,
        second.unit_code IS NOT DISTINCT FROM third.unit_code AS alike_third
    FROM numbers_in_turn()
    WHERE says_only_change(before_second) OR regexp_matches(before_second, '[由从自]|今年|本年|本月|当年')
),
shaped AS (
    SELECT
        *,
        CASE
            -- B 亿元,增长 8 个百分点
            WHEN second.unit_code = '{percentage point}' AND first.kind IN ('money', 'count', 'mass', 'area', 'length', 'energy')
                AND first.statistic IN ('level', 'flow', 'cumulative')
                AND joins_second AND turn_second IS NOT NULL AND NOT regexp_matches(before_second, '幅|速|率|比重|占')
                THEN 'amount_in_points'
            -- 由 A 增至 B,增长 C
            WHEN regexp_matches(before_first, '[由从自]([^于,;。()][^,;。()]{0,24})?$')
                AND alike_second AND joins_second
                AND (turn_second IS NOT NULL OR regexp_matches(before_second, '发展|扩展|调|变'))
                AND regexp_matches(before_second, '[到至为达]')
                THEN 'ends'
            -- 增长 C,由 A 增至 B
            WHEN first.statistic = 'change' AND regexp_matches(before_second, '^[,(]?[由从自]')
                AND says_only_change(replace(translate(before_second, '由从自', ',,,'), ',', ''))
                AND alike_third AND joins_third AND turn_of(before_third) IS NOT NULL
                AND regexp_matches(before_third, '[到至为达]')
                THEN 'change_then_ends'
            -- 去年 A,今年 B,增长 C
            WHEN regexp_matches(before_first, '(去年|上年|上月|往年|前年|同期|此前|上季)[^,;。]*$')
                AND alike_second AND regexp_matches(before_second, '^[,;(].*(今年|本年|现|目前|本月|当年|[0-9]年)')
                AND (joins_second OR contains(before_first, regexp_extract(before_second, '(?:今年|本年|本月|当年)(.+)$', 1)))
                AND third.statistic = 'change' AND joins_third
                THEN 'then_and_now'
            -- B,比去年的 A 增长 C
            WHEN alike_second AND joins_second AND turn_second IS NULL
                AND first.statistic <> 'change' AND second.statistic <> 'change'
                AND regexp_matches(before_second, '比|较|去年|上年|上月|同期|往年|前年|上季')
                AND NOT regexp_matches(before_first, '(去年|上年|上月|往年|前年|同期|此前|上季)[^,;。]*$')
                AND third.statistic = 'change' AND joins_third
                THEN 'now_and_then'
            -- B,比去年增加 D,增长 C
            WHEN alike_second AND joins_second AND turn_second IS NOT NULL
                AND first.statistic <> 'change' AND second.statistic = 'change'
                AND third.statistic = 'change' AND joins_third AND third.kind <> second.kind
                THEN 'amount_and_rate'
            -- B,增长 C,比去年增加 D
            WHEN first.statistic <> 'change' AND second.statistic = 'change' AND third.statistic = 'change'
                AND first.unit_code = third.unit_code AND second.kind <> third.kind
                AND joins_second AND joins_third AND turn_second IS NOT NULL AND turn_of(before_third) IS NOT NULL
                THEN 'rate_and_amount'
            -- 比去年增加 D,增长 C,达到 B
            WHEN first.statistic = 'change' AND second.statistic = 'change' AND third.statistic <> 'change'
                AND first.unit_code = third.unit_code AND second.kind <> first.kind
                AND joins_second AND joins_third AND regexp_matches(before_third, '达|到|至')
                THEN 'changes_then_level'
        END AS shape
    FROM told
)
SELECT
    document_id,
    passage_id,
    sentence,
    shape,
    CASE WHEN shape IN ('ends', 'then_and_now') THEN first WHEN shape IN ('change_then_ends', 'now_and_then') THEN second END
        AS earlier,
    CASE
        WHEN shape IN ('ends', 'then_and_now') THEN second
        WHEN shape IN ('change_then_ends', 'changes_then_level') THEN third
        ELSE first
    END AS later,
    CASE shape WHEN 'amount_and_rate' THEN second WHEN 'rate_and_amount' THEN third WHEN 'changes_then_level' THEN first END
        AS amount,
    CASE
        WHEN shape = 'change_then_ends' THEN first
        WHEN shape IN ('rate_and_amount', 'changes_then_level', 'amount_in_points') THEN second
        WHEN shape = 'ends' AND NOT (third.statistic = 'change' AND joins_third) THEN NULL
        ELSE third
    END AS stated,
    CASE shape WHEN 'ends' THEN before_second WHEN 'change_then_ends' THEN before_third END AS turned,
    -- What the two numbers compare, and what the word of the change says that they do.
    CASE
        WHEN shape IN ('ends', 'then_and_now') THEN base_named(before_first || before_second)
        WHEN shape = 'change_then_ends' THEN base_named(before_second)
        WHEN shape = 'changes_then_level' THEN base_named(before_first)
        WHEN shape = 'rate_and_amount' THEN base_named(before_third)
        ELSE base_named(before_second)
    END AS base_of_numbers,
    CASE
        WHEN shape = 'change_then_ends' THEN base_named(before_first)
        WHEN shape IN ('changes_then_level', 'rate_and_amount') THEN base_named(before_second)
        WHEN shape = 'amount_in_points' THEN NULL
        ELSE base_named(before_third)
    END AS base_of_word,
    regexp_matches(if(shape = 'change_then_ends', before_first, before_third), '同比|环比') AS is_named_rate,
    before_first,
    before_second,
    before_third
FROM shaped
WHERE shape IS NOT NULL
