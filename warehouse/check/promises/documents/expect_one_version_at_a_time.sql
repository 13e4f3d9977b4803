-- document_id, known_from, known_to: a document was known in one version at any time.
WITH versions AS (
    SELECT
        document_id,
        known_from,
        known_to
    FROM history.documents
    SEMI JOIN (FROM {batch}) AS checked USING (document_id)
)
SELECT document_id
FROM versions
QUALIFY known_from < max(known_to) OVER (
    PARTITION BY document_id
    ORDER BY known_from, known_to
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
)
