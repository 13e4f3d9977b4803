-- Do two texts that tell the same thing agree? One row is two different numbers that are told of one
-- metric, place, organisation and period, by different texts, with the verdict and how far they are
-- apart. A text that says two things of itself is left out. Asked by whoever checks a number;
-- `conflicts` are the rows that cannot both be true.
WITH told AS (
    -- The texts that tell the same number stand together, the first told speaks for them.
    SELECT
        metric,
        kind,
        unit_code,
        statistic,
        change_basis,
        place_id,
        organisation_id,
        period_start,
        period_end,
        claim.value_si AS value_si,
        claim.lower_si AS lower_si,
        claim.upper_si AS upper_si,
        max(claim.rounding) AS rounding,
        min_by(claim, (coalesce(told_on, DATE '9999-12-31'), text_id)) AS claim,
        min(told_on) AS told_on,
        count(*) AS texts,
        min((coalesce(told_on, DATE '9999-12-31'), text_id)) AS place_in_time
    FROM main.claims_by_text
    WHERE NOT of_two_minds
    GROUP BY ALL
),
pairs AS (
    SELECT
        one.metric,
        one.kind,
        one.unit_code,
        one.statistic,
        one.change_basis,
        other.change_basis AS other_change_basis,
        one.place_id,
        one.organisation_id,
        one.period_start,
        one.period_end,
        one.claim AS claim,
        other.claim AS other_claim,
        one.texts AS texts,
        other.texts AS other_texts,
        one.told_on AS told_on,
        other.told_on AS other_told_on,
        one.lower_si - one.rounding AS least,
        one.upper_si + one.rounding AS most,
        other.lower_si - other.rounding AS other_least,
        other.upper_si + other.rounding AS other_most,
        one.lower_si IS DISTINCT FROM one.upper_si AS hedged,
        other.lower_si IS DISTINCT FROM other.upper_si AS other_hedged
    FROM told AS one
    INNER JOIN told AS other
        ON one.metric = other.metric
        AND one.kind = other.kind
        AND one.statistic = other.statistic
        AND one.period_start = other.period_start
        AND one.period_end = other.period_end
        AND one.unit_code IS NOT DISTINCT FROM other.unit_code
        AND one.place_id IS NOT DISTINCT FROM other.place_id
        AND one.organisation_id IS NOT DISTINCT FROM other.organisation_id
        AND one.place_in_time < other.place_in_time
),
judged AS (
    SELECT
        *,
        greatest(other_least - most, least - other_most, 0) AS gap,
        CASE
            WHEN change_basis IS DISTINCT FROM other_change_basis THEN 'not_comparable'
            WHEN hedged <> other_hedged AND claim.value_si = other_claim.value_si THEN 'hedge_lost'
            WHEN least > other_most OR other_least > most THEN 'clashes'
            WHEN (coalesce(least, '-infinity'::DOUBLE) >= coalesce(other_least, '-infinity'::DOUBLE)
                AND coalesce(most, 'infinity'::DOUBLE) <= coalesce(other_most, 'infinity'::DOUBLE))
                OR (coalesce(other_least, '-infinity'::DOUBLE) >= coalesce(least, '-infinity'::DOUBLE)
                AND coalesce(other_most, 'infinity'::DOUBLE) <= coalesce(most, 'infinity'::DOUBLE))
                THEN 'agrees'
            ELSE 'overlaps'
        END AS verdict
    FROM pairs
)
SELECT
    judged.verdict AS verdict, -- `agrees` (one lies within the other), `overlaps`, `clashes`, `hedge_lost` (近万 told again as 1万), `not_comparable` (against other bases).
    judged.metric AS metric, -- What is measured, by the name that its phrasings share.
    place.name AS place, -- Where.
    organisation.name AS organisation, -- Who acts.
    period_text(judged.period_start, judged.period_end) AS period, -- The period as a ledger writes it.
    judged.statistic AS statistic, -- State, total, change, share or promise.
    judged.claim.quote AS quote, -- What was told first, as written.
    judged.other_claim.quote AS other_quote, -- What was told later, as written.
    judged.gap AS gap, -- How far the two are apart at least, in the base unit; 0 where they meet.
    CAST(
        judged.gap / nullif(abs(coalesce(judged.claim.value_si, judged.claim.lower_si)), 0) AS DOUBLE
    ) AS gap_share, -- That as a share of what was told first.
    judged.unit_code AS unit_code, -- Code of the base unit.
    judged.texts AS texts, -- How many texts tell the first; copies of one count once.
    judged.other_texts AS other_texts, -- How many texts tell the other.
    judged.change_basis AS change_basis, -- What the first is measured against, where it is a change.
    judged.other_change_basis AS other_change_basis, -- What the other is measured against.
    passages.quote AS sentence, -- The sentence that tells the first.
    other_passages.quote AS other_sentence, -- The sentence that tells the other.
    documents.title AS document, -- Title of the document that told it first.
    other_documents.title AS other_document, -- Title of the other document.
    judged.told_on AS told_on, -- When the first was told.
    judged.other_told_on AS other_told_on, -- When the other was told.
    judged.period_start AS period_start, -- First day of the period.
    judged.period_end AS period_end, -- Day after its last.
    judged.claim.document_id AS document_id, -- Key of the document that told it first.
    judged.claim.figure_id AS figure_id, -- Key of the first figure, for `evidence`.
    judged.other_claim.document_id AS other_document_id, -- Key of the other document.
    judged.other_claim.figure_id AS other_figure_id -- Key of the other figure.
FROM judged
INNER JOIN main.passages ON judged.claim.passage_id = passages.passage_id
INNER JOIN main.passages AS other_passages
    ON judged.other_claim.passage_id = other_passages.passage_id
INNER JOIN main.documents ON judged.claim.document_id = documents.document_id
INNER JOIN main.documents AS other_documents
    ON judged.other_claim.document_id = other_documents.document_id
LEFT JOIN main.entities AS place ON judged.place_id = place.entity_id
LEFT JOIN main.entities AS organisation ON judged.organisation_id = organisation.entity_id
ORDER BY
    judged.metric,
    judged.period_start,
    judged.period_end,
    judged.claim.figure_id,
    judged.other_claim.figure_id
