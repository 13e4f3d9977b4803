-- What does not add up? One row is one claim that contradicts its own words, another of the same text, the
-- calendar, or the target set before. Asked by editors before a figure is cited. The widest gaps come first.
SELECT
    check_id AS finding_id, -- Key: a digest of the kind, the facts and their quotes.
    kind AS kind, -- What contradicts what.
    verdict AS verdict, -- `contradicts`; `differs` from what another document told, which may have been revised; a target is `missed`.
    because AS because, -- A plain sentence that says why.
    quotes AS quotes, -- The figures or times concerned, as written.
    words AS words, -- The sentence that states them; two, with … between, where they stand apart.
    reason AS reason, -- What the verdict rests on.
    stated_lower AS stated_lower, -- Least number that the claim allows by the digits it is written to.
    stated_upper AS stated_upper, -- Greatest number that it allows.
    computed_lower AS computed_lower, -- Least number that follows from the others.
    computed_upper AS computed_upper, -- Greatest number that follows from them.
    gap AS gap, -- How far the two intervals lie apart.
    checked.unit_code AS unit_code, -- The unit of these numbers.
    documents.title AS document, -- Title of the document that makes the claim.
    documents.path AS path, -- Where the document was read.
    documents.published_start AS published_start, -- First day of the interval it was published in.
    checked.document_ids[1] AS document_id, -- Key of that document.
    checked.document_ids AS document_ids, -- All documents concerned.
    fact_ids AS fact_ids -- Keys of the figures, times or sentences concerned, for `evidence`.
FROM main.claim_checks AS checked
INNER JOIN main.documents ON documents.document_id = checked.document_ids[1]
WHERE verdict IN ('contradicts', 'differs', 'missed')
ORDER BY kind, gap DESC NULLS LAST, published_start, finding_id
