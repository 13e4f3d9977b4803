-- first_run_id, run_id: the runs that loaded a document are told of.
SELECT checked.document_id
FROM (FROM {batch}) AS checked
LEFT JOIN ops.runs AS first_run ON checked.first_run_id = first_run.run_id
LEFT JOIN ops.runs AS run ON checked.run_id = run.run_id
WHERE first_run.run_id IS NULL OR run.run_id IS NULL
