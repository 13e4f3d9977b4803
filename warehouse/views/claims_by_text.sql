-- What does each text say of one metric, place, organisation and period? One row is one text, by what it
-- says first; copies of a text count once. `metric_series` and `comparisons` are made of it.
SELECT
    metric AS metric, -- What is measured, by the name that its phrasings share.
    kind AS kind, -- What kind of quantity.
    unit_code AS unit_code, -- Code of the base unit.
    statistic AS statistic, -- State, total, change, share or promise.
    change_basis AS change_basis, -- What a change is measured against.
    place_id AS place_id, -- The place, by its key.
    organisation_id AS organisation_id, -- Who acts, by its key.
    period_kind AS period_kind, -- Calendar unit that the period fills.
    period_start AS period_start, -- First day that it covers.
    period_end AS period_end, -- Day after the last.
    text_id AS text_id, -- The text: the document, or the one that it copies.
    min(told_on) AS told_on, -- When it was published.
    min(source_rank) AS source_rank, -- How far its source is to be believed, 1 the most.
    min_by(claim, start_char) AS claim, -- What it says first: the number in the base unit, its bounds and rounding, and as written.
    coalesce(max(lower_si - rounding) > min(upper_si + rounding), FALSE) AS of_two_minds, -- Whether it says two things that cannot both be true.
    list(figure_id ORDER BY start_char, figure_id) AS figure_ids -- Keys of the figures that say it.
FROM (
    SELECT
        *,
        struct_pack(
            value_si,
            lower_si,
            upper_si,
            rounding,
            value,
            unit,
            quote,
            passage_id,
            document_id,
            figure_id
        ) AS claim
    FROM main.claims
)
GROUP BY ALL
ORDER BY metric, statistic, period_start, text_id
