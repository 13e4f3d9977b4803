-- copy_of: a copy is of a document that is no copy.
SELECT checked.document_id
FROM (FROM {batch}) AS checked
INNER JOIN main.documents AS original ON checked.copy_of = original.document_id
WHERE original.copy_of IS NOT NULL
