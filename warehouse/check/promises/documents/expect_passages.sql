-- document_id: every document has a passage.
SELECT checked.document_id
FROM (FROM {batch}) AS checked
ANTI JOIN main.passages USING (document_id)
