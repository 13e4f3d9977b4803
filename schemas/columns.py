"""Every variable of the warehouse, defined once; a name means one thing wherever it stands."""

from schemas import codes
from schemas.table import Column

# Evidence and reading
DOCUMENT_ID = Column("document_id", "text", "The document; stable through its corrections.")
PASSAGE_ID = Column("passage_id", "text", "The sentence or heading that says it.")
START_CHAR = Column(
    "start_char",
    "integer",
    "First character of the quote in `documents.text`, in Unicode code points from 0.",
    minimum=0,
)
END_CHAR = Column(
    "end_char", "integer", "One past the last character of the quote, in code points.", minimum=1
)
QUOTE = Column("quote", "text", "The very characters of the document, unaltered.")
RULE = Column("rule", "text", "The name of the rule that read it.")
FLAGS = Column(
    "flags", "text_list", "What a careful reader should know, e.g. `basis_contradicts_wording`."
)
EVIDENCE = (DOCUMENT_ID, PASSAGE_ID, START_CHAR, END_CHAR, QUOTE)
READING = (RULE, FLAGS)

# Documents
TEXT_SHA256 = Column("text_sha256", "text", "SHA-256 of `text` as UTF-8.")
RAW_SHA256 = Column("raw_sha256", "text", "SHA-256 of the bytes received.")
SOURCE = Column("source", "text", "Who published it, as the manifest, sidecar or form says.")
SOURCE_RANK = Column(
    "source_rank",
    "integer",
    "How far its source is to be believed, 1 the most, as `sources.toml` says.",
    minimum=1,
    required=False,
)
PATH = Column("path", "text", "Path below the folder that was read, as received.")
FORMAT = Column("format", "text", "Form in which it came.", codes=codes.FORMATS)
ENCODING = Column("encoding", "text", "Character encoding of the bytes, by its IANA name.")
SCRIPT = Column(
    "script", "text", "Simplified (`hans`) or traditional (`hant`).", codes=codes.SCRIPTS
)
TITLE = Column("title", "text", "Title, from metadata or from the text.", required=False)
BYLINE = Column("byline", "text", "Author line as written.", required=False)
GENRE = Column("genre", "text", "What kind of text it is.", codes=codes.GENRES)
PUBLISHED_START = Column(
    "published_start", "date", "First day of the interval it was published in.", required=False
)
PUBLISHED_END = Column("published_end", "date", "Day after that interval's last.", required=False)
PUBLISHED_PRECISION = Column(
    "published_precision",
    "text",
    "How exactly the date of publication is known.",
    required=False,
    codes=codes.PRECISIONS,
)
PUBLISHED_BASIS = Column(
    "published_basis",
    "text",
    "What the date of publication rests on; null where no date is known.",
    required=False,
    codes=codes.PUBLISHED_BASES,
)
PUBLISHED_AT = Column(
    "published_at",
    "timestamp",
    "The moment of publication, civil time, where it is known to the clock: what 现在 hangs on.",
    required=False,
)
PUBLISHED_BECAUSE = Column(
    "published_because", "text", "The words or the rule that give that date.", required=False
)
PUBLISHED_AT = Column(
    "published_at",
    "timestamp",
    "The moment that the source gives it for, in civil time, where it gives the time of day.",
    required=False,
)
REFERENCE_YEAR = Column(
    "reference_year", "integer", "Year that the title says is reported on.", required=False
)
COPY_OF = Column(
    "copy_of",
    "text",
    "The earliest near-identical document, where there is one; never itself a copy.",
    required=False,
)
SHAPE = Column(
    "shape",
    "text",
    "What near-identical texts are found by: a MinHash of the running text, two digits for each of "
    "128 places after a mark of two; null for short texts.",
    required=False,
)
TEXT = Column("text", "text", "The document's text as decoded; every offset points into it.")
CHAR_COUNT = Column("char_count", "integer", "Length of `text` in code points.", minimum=1)
RULES_FINGERPRINT = Column(
    "rules_fingerprint", "text", "SHA-256 over the grammar's code and seeds."
)
FIRST_RUN_ID = Column("first_run_id", "text", "The run that first loaded this document.")
RUN_ID = Column("run_id", "text", "The run.")
READ_BY_RULES = Column(
    "rules_fingerprint",
    "text",
    "SHA-256 over the rules that last read it; where they read the same, `run_id` is older.",
    required=False,
)

# Passages
ORDINAL = Column("ordinal", "integer", "Position in the document, from 0.", minimum=0)
PASSAGE_KIND = Column("kind", "text", "What the passage is.", codes=codes.PASSAGE_KINDS)
SPEAKER = Column(
    "speaker", "text", "Who is quoted, as the text names them beside the quotation.", required=False
)

# Times
TIME_ID = Column("time_id", "text", "Digest of document, span and rule family.")
TIMEX_TYPE = Column("timex_type", "text", "TIMEX3 type.", codes=codes.TIMEX_TYPES)
TIMEX = Column(
    "timex", "text", "TIMEX3 value as the words alone say it, e.g. `XXXX-06-22`.", required=False
)
START_AT = Column(
    "start_at", "timestamp", "Start of the interval, civil time, inclusive.", required=False
)
END_AT = Column(
    "end_at", "timestamp", "End of the interval, civil time, exclusive.", required=False
)
PRECISION = Column(
    "precision", "text", "Calendar unit that is known.", required=False, codes=codes.PRECISIONS
)
MOD = Column(
    "mod", "text", "How the words bound or blur the time.", required=False, codes=codes.MODS
)
ANCHOR_KIND = Column(
    "anchor_kind",
    "text",
    "What places it: its own words, the document's date, the narrative, or the calendar.",
    codes=codes.ANCHOR_KINDS,
)
ANCHOR_TIME_ID = Column("anchor_time_id", "text", "The time mention it hangs on.", required=False)
OTHER_START_AT = Column(
    "other_start_at",
    "timestamp",
    "Start of the other reading, as long as this one, where the words allow two: 12月20日 of this "
    "year or the last.",
    required=False,
)

# Figures
FIGURE_ID = Column("figure_id", "text", "Digest of document, span and amount.")
VALUE = Column("value", "decimal", "The number stated, magnitudes multiplied out.", required=False)
LOWER = Column("lower", "decimal", "Least number that the words allow.", required=False)
UPPER = Column("upper", "decimal", "Greatest number that the words allow.", required=False)
UPPER_OPEN = Column("upper_open", "boolean", "Whether `upper` itself is excluded.")
HEDGE = Column(
    "hedge", "text", "The word that bounds the number: 余, 近, 约, 超过.", required=False
)
UNIT = Column("unit", "text", "Unit or measure word as written, without magnitude.", required=False)
UNIT_CODE = Column(
    "unit_code", "text", "ISO 4217, UCUM, or the measure word in braces.", required=False
)
VALUE_SI = Column(
    "value_si", "decimal", "`value` in the base unit of its dimension.", required=False
)
LOWER_SI = Column(
    "lower_si", "decimal", "`lower` in the base unit of its dimension.", required=False
)
UPPER_SI = Column(
    "upper_si", "decimal", "`upper` in the base unit of its dimension.", required=False
)
VALUE_EXACT = Column(
    "value_exact",
    "text",
    "`value` to fifteen digits where six decimal places lose some of it: 0.333333333333333.",
    required=False,
)
FIGURE_KIND = Column("kind", "text", "What kind of quantity it is.", codes=codes.FIGURE_KINDS)
# What the words of the quantity alone say.
AMOUNT = (
    VALUE,
    LOWER,
    UPPER,
    UPPER_OPEN,
    HEDGE,
    UNIT,
    UNIT_CODE,
    VALUE_SI,
    LOWER_SI,
    UPPER_SI,
    VALUE_EXACT,
    FIGURE_KIND,
)
STATISTIC = Column(
    "statistic", "text", "State, total, change, share or promise.", codes=codes.STATISTICS
)
CHANGE_BASIS = Column(
    "change_basis",
    "text",
    "What a change is measured against.",
    required=False,
    codes=codes.CHANGE_BASES,
)
CHANGE_DIRECTION = Column(
    "change_direction", "text", "Up or down.", required=False, codes=codes.CHANGE_DIRECTIONS
)
CHANGE_WRITTEN = Column(
    "change_written", "text", "The comparison word as the text has it.", required=False
)
COMPARED_START = Column(
    "compared_start", "date", "First day of what the change is measured against.", required=False
)
COMPARED_END = Column(
    "compared_end", "date", "Day after the last of what it is measured against.", required=False
)
METRIC = Column("metric", "text", "What is measured, in the text's own words.", required=False)
METRIC_ID = Column("metric_id", "text", "The metric, across documents.", required=False)
PERIOD_START = Column("period_start", "date", "First day that the quantity covers.", required=False)
PERIOD_END = Column("period_end", "date", "Day after the last that it covers.", required=False)
PERIOD_TIME_ID = Column(
    "period_time_id", "text", "The time mention that gives the period.", required=False
)

# Events
EVENT_ID = Column("event_id", "text", "Digest of document, span and trigger.")
TRIGGER = Column("trigger", "text", "The predicate that names the happening.")
EVENT_KIND = Column(
    "kind",
    "text",
    "What kind of happening its predicate names; `other` where no table of verbs says.",
    codes=codes.EVENT_KINDS,
)
SUBJECT = Column(
    "subject",
    "text",
    "Who acts, or what it happens to, in the words of its sentence; null where none is said.",
    required=False,
)
STATUS = Column("status", "text", "Happened, planned, or hearsay.", codes=codes.EVENT_STATUSES)
EVENT_TIME_ID = Column("time_id", "text", "The time mention that dates it.", required=False)

# Entities and metrics
PLACE_ID = Column("place_id", "text", "The place it concerns.", required=False)
OWN_PLACE_ID = Column(
    "place_id",
    "text",
    "The place that a report, bulletin or notice is of; its figures that name none mean it.",
    required=False,
)
ORGANISATION_ID = Column("organisation_id", "text", "The organisation that acts.", required=False)
PROGRAMME_ID = Column(
    "programme_id", "text", "The named undertaking it belongs to.", required=False
)
ENTITY_ID = Column("entity_id", "text", "Digest of kind and name.")
ENTITY_KIND = Column("kind", "text", "What it is.", codes=codes.ENTITY_KINDS)
SUBKIND = Column(
    "subkind", "text", "A programme's kind.", required=False, codes=codes.PROGRAMME_KINDS
)
NAME = Column("name", "text", "Name as written, without quotation marks.")
ROLE = Column(
    "role",
    "text",
    "Its part in the event whose clause names it: who acts, who it is done to, where.",
    required=False,
    codes=codes.MENTION_ROLES,
)
PARENT_ID = Column("parent_id", "text", "The entity it is part of.", required=False)
ADMIN_CODE = Column("admin_code", "text", "GB/T 2260 division code.", required=False)
