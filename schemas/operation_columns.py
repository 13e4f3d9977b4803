"""Columns of what tells how the warehouse came about, and what people decided of it."""

from schemas import codes
from schemas.table import Column

# Rulings of an editor
RULED_PHRASE = Column("phrase", "text", "A phrase of the texts, or the name of a metric.")
RULING = Column("ruling", "text", "Joined to a metric, or split off one.", codes=codes.RULINGS)
RULED_NAME = Column("name", "text", "The metric that it counts as.")
RULED_BECAUSE = Column("reason", "text", "Why, in the editor's words.", required=False)
RULED_ON = Column("ruled_on", "date", "When it was ruled.", required=False)

# Operations
STARTED_AT = Column("started_at", "timestamp", "Start of the run, UTC.")
FINISHED_AT = Column("finished_at", "timestamp", "End of the run, UTC.", required=False)
RUN_STATE = Column("state", "text", "How the run ended.", codes=codes.RUN_STATES)
CODE_VERSION = Column("code_version", "text", "Version of dashiji that ran.")
DOCUMENTS_SEEN = Column("documents_seen", "integer", "Documents met: the sum of the four below.")
DOCUMENTS_NEW = Column("documents_new", "integer", "Documents loaded for the first time.")
DOCUMENTS_CHANGED = Column("documents_changed", "integer", "Documents whose text was corrected.")
DOCUMENTS_UNCHANGED = Column(
    "documents_unchanged", "integer", "Documents already known, and withdrawn ones that stay so."
)
DOCUMENTS_SET_ASIDE = Column("documents_set_aside", "integer", "Inputs that went to quarantine.")
ROWS = Column("rows", "json", "Rows in the published file, by table.")
SUITE = Column("suite", "text", "Which gate asked.", codes=codes.SUITES)
EXPECTATION = Column(
    "expectation", "text", "Name of the expectation, as Great Expectations has it."
)
TABLE_NAME = Column("table_name", "text", "The table in question.", required=False)
COLUMN_NAME = Column("column_name", "text", "The column or columns in question.", required=False)
SUCCESS = Column("success", "boolean", "Whether it held.")
EVALUATED = Column("evaluated", "integer", "Rows looked at.", minimum=0)
UNEXPECTED = Column("unexpected", "integer", "Rows that broke it.", minimum=0)
QUARANTINE_ID = Column(
    "quarantine_id",
    "text",
    "Digest of stage, table, path, rule and payload: the same in every run.",
)
LAST_RUN_ID = Column("last_run_id", "text", "The last run that set it aside.", required=False)
STAGE = Column("stage", "text", "Step of the path that set it aside.")
QUARANTINE_PATH = Column("path", "text", "The input it came from.", required=False)
REASON = Column("reason", "text", "What is wrong and what to do about it.")
PAYLOAD = Column("payload", "json", "The row or the head of the input, as it was.")
QUARANTINE_STATE = Column(
    "state",
    "text",
    "held waits for a person; released was read again, whole, and did not come back; rejected "
    "stays out, as a person decided.",
    codes=codes.QUARANTINE_STATES,
)

# History
KNOWN_FROM = Column("known_from", "timestamp", "When the warehouse began to say this, UTC.")
KNOWN_TO = Column("known_to", "timestamp", "When it stopped, UTC.")
SUPERSEDED_BECAUSE = Column(
    "superseded_because", "text", "Why it stopped.", codes=codes.SUPERSEDED_BECAUSE
)
SUPERSEDED_BY_RUN = Column("superseded_by_run", "text", "The run that replaced it.")

# Drift
MEASURE = Column(
    "measure",
    "text",
    "What is compared: documents a run; figures and characters a document; shares of figures "
    "hedged, of dates unresolved, of documents that state their date.",
    codes=codes.DRIFT_MEASURES,
)
NEW_DOCUMENTS = Column("documents", "integer", "New documents of the run that tell.", minimum=0)
PAST_DOCUMENTS = Column(
    "past_documents", "integer", "Documents of the same source that it is compared with.", minimum=0
)
DRIFT_VALUE = Column("value", "decimal", "The mean of the new documents, outliers drawn in.")
PAST_VALUE = Column("past_value", "decimal", "The mean of those before; of runs, the middle one.")
DRIFT_STATE = Column(
    "state",
    "text",
    "Whether they are alike: `amber` where they are not, `few` where too few tell.",
    codes=codes.DRIFT_STATES,
)
# Retractions
BECAUSE = Column("because", "text", "Why it was withdrawn, in the words of who did it.")
RETRACTION_STATE = Column(
    "state",
    "text",
    "withdrawn stays away while this text is what its source hands over; restored came back.",
    codes=codes.RETRACTION_STATES,
)
CHANGED_AT = Column("changed_at", "timestamp", "When a person last said so, UTC.")
