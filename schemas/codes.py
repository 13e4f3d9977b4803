"""Closed code lists, each taken from a standard or from the guide to what a right answer is."""

FORMATS = (
    *("text", "markdown", "html", "json", "jsonl", "csv", "parquet"),
    *("pdf", "docx", "xlsx", "eml"),
)
SCRIPTS = ("hans", "hant")
GENRES = ("news", "report", "bulletin", "notice", "other")
PUBLISHED_BASES = ("metadata", "dateline", "byline", "title", "inferred")
PASSAGE_KINDS = (
    "title",
    "byline",
    "dateline",
    "heading",
    "body",
    "quotation",
    "table",
    "caption",
    "teaser",
    "boilerplate",
)

# TIMEX3
TIMEX_TYPES = ("DATE", "TIME", "DURATION", "SET")
PRECISIONS = (
    "century",
    "decade",
    "year",
    "half",
    "quarter",
    "month",
    "ten_days",
    "week",
    "day",
    "part_of_day",
    "hour",
    "minute",
    "second",
)
MODS = ("approx", "since", "until", "before", "after", "start", "mid", "end")
ANCHOR_KINDS = ("explicit", "document", "narrative", "calendar")

FIGURE_KINDS = (
    "count",
    "money",
    "percent",
    "multiple",
    "duration",
    "age",
    "length",
    "area",
    "mass",
    "volume",
    "temperature",
    "energy",
    "speed",
    "index",
    "score",
    "rank",
    "rate",
    "other",
)
STATISTICS = (
    "level",
    "flow",
    "cumulative",
    "change",
    "share",
    "limit",
    "target",
    "attribute",
)
RULINGS = ("join", "split")
CHANGE_BASES = ("yoy", "mom", "vs")
CHANGE_DIRECTIONS = ("up", "down")
EVENT_STATUSES = ("happened", "planned", "reported")
EVENT_KINDS = (
    "accident",
    "appear",
    "appoint",
    "approve",
    "arrest",
    "attack",
    "attend",
    "award",
    "begin",
    "build",
    "crime",
    "die",
    "discover",
    "end",
    "found",
    "hold",
    "injure",
    "join",
    "judge",
    "launch",
    "meet",
    "move",
    "observe",
    "occur",
    "open",
    "other",
    "protest",
    "publish",
    "rescue",
    "sign",
    "solve",
    "speak",
    "test",
    "trade",
    "visit",
    "win",
)

ENTITY_KINDS = ("place", "organisation", "programme")
MENTION_ROLES = ("agent", "patient", "place")
PROGRAMME_KINDS = (
    "activity",
    "campaign",
    "mechanism",
    "system",
    "platform",
    "service",
    "case",
    "plan",
    "project",
    "law",
)

RUN_STATES = ("published", "failed", "nothing_new")
QUARANTINE_STATES = ("held", "released", "rejected")
DRIFT_MEASURES = ("documents", "figures", "characters", "hedged", "unresolved", "dated")
DRIFT_STATES = ("few", "steady", "amber")
SUPERSEDED_BECAUSE = ("correction", "retraction", "rereading")
RETRACTION_STATES = ("withdrawn", "restored")
SUITES = ("rows", "warehouse")
