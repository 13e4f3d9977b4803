-- documents_seen: seen = new + changed + unchanged + set aside.
SELECT run_id
FROM (FROM {batch}) AS checked
WHERE documents_seen
    <> documents_new + documents_changed + documents_unchanged + documents_set_aside
