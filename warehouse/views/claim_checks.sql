-- What was checked, and how did it come out? One row is one check of a claim against the others that it must
-- agree with, those that agree included. Asked by whoever asks how much of the text could be checked at all.
WITH checks AS (
    FROM checks_of_wording()
    UNION ALL
    FROM checks_of_changes()
    UNION ALL
    FROM checks_of_years()
    UNION ALL
    FROM checks_of_parts()
    UNION ALL
    FROM checks_of_shares()
    UNION ALL
    FROM checks_of_totals()
    UNION ALL
    FROM checks_of_days()
    UNION ALL
    FROM checks_of_promises()
)
SELECT
    'c' || left(md5(kind || array_to_string(fact_ids, '|') || array_to_string(quotes, '|')), 16) AS check_id, -- Key: a digest of the kind, the facts and their quotes.
    kind AS kind, -- What was checked against what.
    verdict AS verdict, -- `agrees`, `rounding`, `contradicts`, `differs` (across documents), `cannot_tell`; a target is `kept` or `missed`.
    reason AS reason, -- What the verdict rests on, or why none can be given.
    quotes AS quotes, -- The figures or times concerned, as written.
    words AS words, -- The sentence that states them; two, with … between, where they stand apart.
    because AS because, -- A plain sentence that says why.
    CAST(stated_low AS DECIMAL(38, 6)) AS stated_lower, -- Least number that the claim allows by the digits it is written to.
    CAST(stated_high AS DECIMAL(38, 6)) AS stated_upper, -- Greatest number that it allows.
    CAST(computed_low AS DECIMAL(38, 6)) AS computed_lower, -- Least number that follows from the others.
    CAST(computed_high AS DECIMAL(38, 6)) AS computed_upper, -- Greatest number that follows from them.
    CAST(gap AS DECIMAL(38, 6)) AS gap, -- How far the two intervals lie apart; 0 where they meet.
    unit_code AS unit_code, -- The unit of these numbers.
    document_ids AS document_ids, -- The documents that make the claim, that of the claim first.
    fact_ids AS fact_ids -- Keys of the figures, times or sentences concerned, for `evidence`.
FROM checks
