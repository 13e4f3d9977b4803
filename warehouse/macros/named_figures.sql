-- Each figure that has a metric, with what it is compared by: the metric's joined name, or the one that an
-- editor gave; the unit that all of the metric can be told in; the place of the text, or else the document's
-- own; when it was told. What "the same metric" means is said here alone.
() AS TABLE
SELECT
    figures.* REPLACE (coalesce(figures.place_id, documents.place_id) AS place_id),
    coalesce(by_phrase.name, by_name.name, metrics.name) AS metric_name,
    metrics.unit_code AS dimension,
    documents.published_start AS told_on,
    documents.source_rank,
    documents.copy_of
FROM main.figures
INNER JOIN main.metrics USING (metric_id)
INNER JOIN main.documents USING (document_id)
LEFT JOIN main.metric_rulings AS by_phrase ON figures.metric = by_phrase.phrase
LEFT JOIN main.metric_rulings AS by_name ON metrics.name = by_name.phrase
