-- documents_seen: seen = new + changed + unchanged + set aside, but where the run failed at that.
SELECT run_id
FROM (FROM {batch}) AS checked
WHERE
    state <> 'failed'
    AND documents_seen
    <> documents_new + documents_changed + documents_unchanged + documents_set_aside
