-- Where does it say so? One row is one fact with the characters that state it and 32 on either side.
-- Asked by whoever doubts a row: look up `fact_id`, the key of any fact. An entity's key finds every
-- naming of it.
WITH facts AS (
    SELECT passage_id AS fact_id, 'passages' AS fact_table, document_id, passage_id, start_char, end_char, quote, rule
    FROM main.passages
    UNION ALL
    SELECT time_id, 'time_mentions', document_id, passage_id, start_char, end_char, quote, rule
    FROM main.time_mentions
    UNION ALL
    SELECT figure_id, 'figures', document_id, passage_id, start_char, end_char, quote, rule
    FROM main.figures
    UNION ALL
    SELECT event_id, 'events', document_id, passage_id, start_char, end_char, quote, rule
    FROM main.events
    UNION ALL
    SELECT entity_id, 'entity_mentions', document_id, passage_id, start_char, end_char, quote, rule
    FROM main.entity_mentions
)
SELECT
    facts.fact_id AS fact_id, -- Key of the fact in its table.
    facts.fact_table AS fact_table, -- The table that holds it.
    facts.quote AS quote, -- The characters that state it.
    substr(documents.text, greatest(facts.start_char - 31, 1), least(facts.start_char, 32)) AS before, -- Up to 32 characters before them.
    substr(documents.text, facts.end_char + 1, 32) AS after, -- Up to 32 characters after them.
    facts.start_char AS start_char, -- First character of the quote in the text, from 0.
    facts.end_char AS end_char, -- One past the last.
    facts.rule AS rule, -- The rule that read it.
    documents.title AS document, -- Title of the document.
    documents.path AS path, -- Where the document was read.
    documents.published_start AS published_start, -- First day of the interval it was published in.
    facts.document_id AS document_id, -- Key of the document.
    facts.passage_id AS passage_id -- Key of the sentence or heading.
FROM facts
INNER JOIN main.documents USING (document_id)
