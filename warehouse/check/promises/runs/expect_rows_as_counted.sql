-- rows: the tables hold as many rows as the last published run counted while loading.
WITH counted AS (
    SELECT arg_max(rows, finished_at) AS rows
    FROM (FROM {batch}) AS checked
    WHERE state = 'published'
),
held AS (
    SELECT 'documents' AS name, count(*) AS held FROM main.documents
    UNION ALL
    SELECT 'passages', count(*) FROM main.passages
    UNION ALL
    SELECT 'time_mentions', count(*) FROM main.time_mentions
    UNION ALL
    SELECT 'figures', count(*) FROM main.figures
    UNION ALL
    SELECT 'events', count(*) FROM main.events
    UNION ALL
    SELECT 'entities', count(*) FROM main.entities
    UNION ALL
    SELECT 'entity_mentions', count(*) FROM main.entity_mentions
    UNION ALL
    SELECT 'entity_tellings', count(*) FROM main.entity_tellings
    UNION ALL
    SELECT 'metrics', count(*) FROM main.metrics
)
SELECT held.name
FROM held
CROSS JOIN counted
WHERE held.held IS DISTINCT FROM CAST(counted.rows ->> held.name AS BIGINT)
