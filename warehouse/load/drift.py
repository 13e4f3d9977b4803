"""Whether what a run brought of each source is like what came of it before.

A page that is laid out anew still loads: it loses its date, or half of its text. What each new
document says is counted and compared with what came of the same source before. Few documents prove
nothing, and outliers of either side are drawn in, so that one long report is no alarm.
"""

import duckdb

from schemas.to_duckdb import quoted

_FEWEST_NEW, _FEWEST_PAST, _MOST_PAST = 10, 30, 500
_FEWEST_RUNS, _MOST_RUNS = 8, 30
# How far apart two means must stand, in standard errors, and how far for it to matter: amounts by
# this factor, shares by so much.
_ERRORS, _FACTOR, _SHARE = 5, 2, 0.2
# A run that brings so many times more or fewer documents than all but the rarest of the last ones.
_FACTOR_OF_RUNS = 3

_DOCUMENTS = f"""
CREATE TEMP TABLE told AS
WITH counted AS (
    SELECT document_id, count(*) AS figures, avg((lower IS DISTINCT FROM upper)::INTEGER) AS hedged
    FROM main.figures
    GROUP BY document_id
),
timed AS (
    SELECT document_id, avg((start_at IS NULL AND end_at IS NULL)::INTEGER) AS unresolved
    FROM main.time_mentions
    WHERE timex_type IN ('DATE', 'TIME')
    GROUP BY document_id
)
SELECT
    source,
    first_run_id = $run_id AS is_new,
    coalesce(figures, 0)::DOUBLE AS figures,
    char_count::DOUBLE AS characters,
    hedged::DOUBLE AS hedged,
    unresolved::DOUBLE AS unresolved,
    (coalesce(published_basis, 'inferred') <> 'inferred')::INTEGER::DOUBLE AS dated
FROM main.documents
SEMI JOIN (SELECT source FROM main.documents WHERE first_run_id = $run_id) AS came USING (source)
LEFT JOIN counted USING (document_id)
LEFT JOIN timed USING (document_id)
LEFT JOIN ops.runs AS run ON documents.first_run_id = run.run_id
QUALIFY is_new OR row_number() OVER (
    PARTITION BY source, is_new
    ORDER BY run.started_at DESC, published_start DESC NULLS LAST, document_id
) <= {_MOST_PAST}
"""
# The new ones are drawn in to what eight of ten of them say, the past ones to what nearly all say.
_MEANS = """
CREATE TEMP TABLE means AS
WITH valued AS (
    UNPIVOT told ON figures, characters, hedged, unresolved, dated INTO NAME measure VALUE value
),
bounded AS (
    SELECT
        *,
        quantile_cont(value, [0.02, 0.1, 0.9, 0.98])
            OVER (PARTITION BY source, is_new, measure) AS marks
    FROM valued
),
drawn_in AS (
    SELECT
        * EXCLUDE (value, marks),
        CASE
            WHEN is_new THEN least(greatest(value, marks[2]), marks[3])
            ELSE least(greatest(value, marks[1]), marks[4])
        END AS value
    FROM bounded
)
SELECT
    source,
    measure,
    is_new,
    count(*) AS documents,
    avg(value) AS mean,
    coalesce(var_samp(value), 0) AS variance
FROM drawn_in
GROUP BY source, measure, is_new
"""
_COMPARED = f"""
INSERT INTO ops.drift BY NAME
SELECT
    $run_id AS run_id,
    source,
    measure,
    now.documents AS documents,
    past.documents AS past_documents,
    now.mean::DECIMAL(38, 6) AS value,
    past.mean::DECIMAL(38, 6) AS past_value,
    CASE
        WHEN now.documents < {_FEWEST_NEW} OR past.documents < {_FEWEST_PAST} THEN 'few'
        WHEN
            abs(now.mean - past.mean)
            < {_ERRORS} * sqrt(now.variance / now.documents + past.variance / past.documents)
            THEN 'steady'
        WHEN measure IN ('figures', 'characters')
            THEN CASE
                WHEN greatest(now.mean, past.mean) + 0.5
                    < {_FACTOR} * (least(now.mean, past.mean) + 0.5) THEN 'steady'
                ELSE 'amber'
            END
        WHEN abs(now.mean - past.mean) < {_SHARE} THEN 'steady'
        ELSE 'amber'
    END AS state
FROM (FROM means WHERE is_new) AS now
INNER JOIN (FROM means WHERE NOT is_new) AS past USING (source, measure)
"""
_RUNS = f"""
INSERT INTO ops.drift BY NAME
WITH brought AS (
    SELECT source, first_run_id, count(*) AS documents
    FROM main.documents
    GROUP BY source, first_run_id
),
past AS (
    SELECT source, documents
    FROM brought
    INNER JOIN ops.runs AS run ON brought.first_run_id = run.run_id
    WHERE first_run_id <> $run_id
    QUALIFY row_number() OVER (PARTITION BY source ORDER BY run.started_at DESC) <= {_MOST_RUNS}
),
limits AS (
    SELECT
        source,
        count(*) AS runs,
        sum(documents) AS documents,
        median(documents) AS middle,
        quantile_cont(documents, 0.05) / {_FACTOR_OF_RUNS} AS least,
        quantile_cont(documents, 0.95) * {_FACTOR_OF_RUNS} AS most
    FROM past
    GROUP BY source
)
SELECT
    $run_id AS run_id,
    source,
    'documents' AS measure,
    brought.documents AS documents,
    limits.documents AS past_documents,
    brought.documents::DECIMAL(38, 6) AS value,
    middle::DECIMAL(38, 6) AS past_value,
    CASE
        WHEN runs < {_FEWEST_RUNS} THEN 'few'
        WHEN brought.documents BETWEEN least AND most THEN 'steady'
        ELSE 'amber'
    END AS state
FROM brought
INNER JOIN limits USING (source)
WHERE first_run_id = $run_id
"""
_FRESHNESS = """
CREATE VIEW ops.freshness AS
WITH days AS (
    SELECT DISTINCT source, started_at::DATE AS day
    FROM main.documents
    INNER JOIN ops.runs ON documents.first_run_id = runs.run_id
),
gaps AS (
    SELECT *, day - lag(day) OVER (PARTITION BY source ORDER BY day) AS gap FROM days
),
paced AS (
    SELECT
        source,
        max(day) AS last_arrival,
        count(*) AS arrival_days,
        median(gap) AS usual_gap,
        max(gap) AS longest_gap
    FROM gaps
    GROUP BY source
),
held AS (
    SELECT source, count(*) AS documents, max(published_end) - 1 AS last_published
    FROM main.documents
    GROUP BY source
)
SELECT
    source,
    documents,
    last_published,
    last_arrival,
    arrival_days,
    usual_gap,
    CASE
        WHEN arrival_days >= 6
            THEN last_arrival + greatest(3 * usual_gap, longest_gap + 1, 2)::INTEGER
    END AS due_by
FROM paced
INNER JOIN held USING (source)
ORDER BY source
"""
_MEANT = {
    "VIEW ops.freshness": "How fresh is each source? One row is one source. Asked by operators.",
    "COLUMN ops.freshness.documents": "Documents that are current.",
    "COLUMN ops.freshness.last_published": "The last day on which one of them was published.",
    "COLUMN ops.freshness.last_arrival": "The last day on which a run found a new one.",
    "COLUMN ops.freshness.arrival_days": "Days on which new ones were found.",
    "COLUMN ops.freshness.usual_gap": "Days from one of these to the next, in the middle.",
    "COLUMN ops.freshness.due_by": "The day by which it would be odd that nothing more has come: "
    "three usual gaps after the last, and longer than any before; null before the sixth day.",
}


def measure_drift(connection: duckdb.DuckDBPyConnection, run_id: str) -> None:
    """Fill `ops.drift` with what the run brought, beside what came before."""
    connection.execute(_DOCUMENTS, {"run_id": run_id})
    connection.execute(_MEANS)
    for statement in (_COMPARED, _RUNS):
        connection.execute(statement, {"run_id": run_id})
    connection.execute("DROP TABLE told; DROP TABLE means")


def create_freshness(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the view `ops.freshness`, with its comments."""
    connection.execute(_FRESHNESS)
    for what, meaning in _MEANT.items():
        connection.execute(f"COMMENT ON {what} IS {quoted(meaning)}")
