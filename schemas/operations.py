"""How the warehouse came about, and what people decided of it."""

from dataclasses import replace

from schemas import columns as c
from schemas import operation_columns as o
from schemas.table import Order, Reference, Table

RUNS = Table(
    name="runs",
    schema="ops",
    grain="one run",
    key=("run_id",),
    columns=(
        c.RUN_ID,
        o.STARTED_AT,
        o.FINISHED_AT,
        o.RUN_STATE,
        o.CODE_VERSION,
        c.RULES_FINGERPRINT,
        o.DOCUMENTS_SEEN,
        o.DOCUMENTS_NEW,
        o.DOCUMENTS_CHANGED,
        o.DOCUMENTS_UNCHANGED,
        o.DOCUMENTS_SET_ASIDE,
        o.ROWS,
    ),
    orders=(Order("started_at", "finished_at"),),
)

CHECKS = Table(
    name="checks",
    schema="ops",
    grain="one expectation of one run",
    key=("run_id", "suite", "expectation", "table_name", "column_name"),
    columns=(
        c.RUN_ID,
        o.SUITE,
        o.EXPECTATION,
        o.TABLE_NAME,
        o.COLUMN_NAME,
        o.SUCCESS,
        o.EVALUATED,
        o.UNEXPECTED,
    ),
    references=(Reference("run_id", "ops.runs"),),
)

QUARANTINE = Table(
    name="quarantine",
    schema="ops",
    grain="one input or row set aside",
    key=("quarantine_id",),
    columns=(
        o.QUARANTINE_ID,
        replace(c.RUN_ID, description="The run that first set it aside."),
        o.LAST_RUN_ID,
        o.STAGE,
        o.TABLE_NAME,
        o.QUARANTINE_PATH,
        c.RULE,
        o.REASON,
        o.PAYLOAD,
        o.QUARANTINE_STATE,
    ),
)

DRIFT = Table(
    name="drift",
    schema="ops",
    grain="one measure of what one run brought of one source",
    key=("run_id", "source", "measure"),
    columns=(
        c.RUN_ID,
        c.SOURCE,
        o.MEASURE,
        o.NEW_DOCUMENTS,
        o.PAST_DOCUMENTS,
        o.DRIFT_VALUE,
        o.PAST_VALUE,
        o.DRIFT_STATE,
    ),
    references=(Reference("run_id", "ops.runs"),),
)

RETRACTIONS = Table(
    name="retractions",
    schema="ops",
    grain="one document with one text that was ever withdrawn, as it stands now",
    key=("document_id", "text_sha256"),
    columns=(
        c.DOCUMENT_ID,
        c.TEXT_SHA256,
        c.RAW_SHA256,
        c.SOURCE,
        c.PATH,
        c.TITLE,
        o.BECAUSE,
        o.RETRACTION_STATE,
        o.CHANGED_AT,
    ),
)

METRIC_RULINGS = Table(
    name="metric_rulings",
    grain="one phrase that an editor ruled on, from the file beside the warehouse",
    key=("phrase",),
    columns=(o.RULED_PHRASE, o.RULING, o.RULED_NAME, o.RULED_BECAUSE, o.RULED_ON),
)

# What every version takes over from the one before; the others stand in files beside the warehouse.
OPERATIONS = (RUNS, CHECKS, QUARANTINE, DRIFT)
