-- passage_id, document_id: the passage a row names belongs to the document it names.
SELECT checked.passage_id
FROM (FROM {batch}) AS checked
INNER JOIN main.passages USING (passage_id)
WHERE passages.document_id <> checked.document_id
