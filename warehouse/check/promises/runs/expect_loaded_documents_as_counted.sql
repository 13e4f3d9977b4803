-- documents_new, documents_changed: what a run says it loaded is current, or in history.
WITH loaded AS (
    SELECT
        run_id,
        count(*) AS documents
    FROM (SELECT run_id FROM main.documents UNION ALL SELECT run_id FROM history.documents)
    GROUP BY run_id
)
SELECT checked.run_id
FROM (FROM {batch}) AS checked
LEFT JOIN loaded USING (run_id)
WHERE
    checked.state = 'published'
    AND checked.documents_new + checked.documents_changed > coalesce(loaded.documents, 0)
