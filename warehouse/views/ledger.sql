-- What was reported? One row is one stated figure, with its bounds, its period and its sentence.
-- Asked by analysts and journalists. In order of metric and period.
SELECT
    figures.metric AS metric, -- What is measured, in the text's own words.
    place.name AS place, -- Where.
    organisation.name AS organisation, -- Who acts.
    programme.name AS programme, -- The named undertaking it belongs to.
    period_text(figures.period_start, figures.period_end) AS period, -- The period as a ledger writes it.
    figures.period_start AS period_start, -- First day that it covers.
    figures.period_end AS period_end, -- Day after the last.
    figures.value AS value, -- The number stated; null where only bounds are.
    figures.lower AS lower, -- Least number that the words allow.
    figures.upper AS upper, -- Greatest number that the words allow.
    figures.upper_open AS upper_open, -- Whether `upper` itself is excluded.
    figures.unit AS unit, -- Unit or measure word as written.
    figures.kind AS kind, -- What kind of quantity.
    figures.statistic AS statistic, -- State, total, change, share or promise.
    figures.change_basis AS change_basis, -- What a change is measured against.
    figures.change_direction AS change_direction, -- Up or down.
    figures.change_written AS change_written, -- The comparison word as the text has it.
    figures.flags AS flags, -- What a careful reader should know.
    figures.quote AS quote, -- The figure as written.
    passages.quote AS sentence, -- The sentence or heading it stands in.
    documents.title AS document, -- Title of the document.
    documents.path AS path, -- Where the document was read.
    documents.published_start AS published_start, -- First day of the interval it was published in.
    figures.document_id AS document_id, -- Key of the document.
    figures.figure_id AS figure_id -- Key of the figure, for `evidence`.
FROM main.figures
INNER JOIN main.documents USING (document_id)
INNER JOIN main.passages USING (passage_id)
LEFT JOIN main.entities AS place ON figures.place_id = place.entity_id
LEFT JOIN main.entities AS organisation ON figures.organisation_id = organisation.entity_id
LEFT JOIN main.entities AS programme ON figures.programme_id = programme.entity_id
ORDER BY
    figures.metric NULLS LAST,
    figures.period_start NULLS LAST,
    figures.period_end,
    figures.document_id,
    figures.start_char
