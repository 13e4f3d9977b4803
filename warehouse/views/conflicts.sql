-- Which numbers of two texts cannot both be true? One row is a pair of `comparisons` that clashes, or
-- whose hedge was lost on the way (近万 told again as 1万). The widest apart come first. Asked by
-- editors before they cite a number.
SELECT
    verdict AS verdict, -- `clashes`, or `hedge_lost`.
    metric AS metric, -- What is measured, by the name that its phrasings share.
    place AS place, -- Where.
    organisation AS organisation, -- Who acts.
    period AS period, -- The period as a ledger writes it.
    statistic AS statistic, -- State, total, change, share or promise.
    quote AS quote, -- What was told first, as written.
    other_quote AS other_quote, -- What was told later, as written.
    gap AS gap, -- How far the two are apart at least, in the base unit.
    gap_share AS gap_share, -- That as a share of what was told first.
    unit_code AS unit_code, -- Code of the base unit.
    texts AS texts, -- How many texts tell the first; copies of one count once.
    other_texts AS other_texts, -- How many texts tell the other.
    sentence AS sentence, -- The sentence that tells the first.
    other_sentence AS other_sentence, -- The sentence that tells the other.
    document AS document, -- Title of the document that told it first.
    other_document AS other_document, -- Title of the other document.
    told_on AS told_on, -- When the first was told.
    other_told_on AS other_told_on, -- When the other was told.
    period_start AS period_start, -- First day of the period.
    period_end AS period_end, -- Day after its last.
    document_id AS document_id, -- Key of the document that told it first.
    figure_id AS figure_id, -- Key of the first figure, for `evidence`.
    other_document_id AS other_document_id, -- Key of the other document.
    other_figure_id AS other_figure_id -- Key of the other figure.
FROM main.comparisons
WHERE verdict IN ('clashes', 'hedge_lost')
ORDER BY gap_share DESC NULLS LAST, metric, period_start, figure_id, other_figure_id
