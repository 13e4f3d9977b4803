-- What do the documents say of one named programme, system or mechanism? One row is one fact of one
-- programme: when it had begun, every figure, promise and event, and every time it is named. Asked by
-- whoever follows an undertaking; filter on `programme`.
WITH programmes AS (
    SELECT
        entity_id AS programme_id,
        name,
        subkind
    FROM main.entities
    WHERE kind = 'programme'
),
organisations_named AS (
    SELECT
        mentions.passage_id,
        mentions.start_char,
        entities.name
    FROM main.entity_mentions AS mentions
    INNER JOIN main.entities USING (entity_id)
    WHERE entities.kind = 'organisation'
),
named AS (
    SELECT
        programmes.programme_id,
        mentions.document_id,
        mentions.passage_id,
        mentions.start_char,
        mentions.end_char,
        organisations_named.name AS organisation,
        mentions.quote,
        programmes.programme_id AS fact_id
    FROM main.entity_mentions AS mentions
    INNER JOIN programmes ON mentions.entity_id = programmes.programme_id
    ASOF LEFT JOIN organisations_named
        ON mentions.passage_id = organisations_named.passage_id
        AND mentions.start_char >= organisations_named.start_char
),
happened AS (
    SELECT
        events.programme_id,
        events.document_id,
        events.passage_id,
        events.start_char,
        events.start_at,
        events.end_at,
        coalesce(events.precision, 'day') AS known,
        events.status,
        organisation.name AS organisation,
        events.quote,
        events.event_id AS fact_id
    FROM main.events
    INNER JOIN programmes USING (programme_id)
    LEFT JOIN main.entities AS organisation ON events.organisation_id = organisation.entity_id
),
since AS (
    -- 今年3月以来,在“破案会战”中: a time that reaches from a start until now, straight before the name.
    SELECT
        named.programme_id,
        named.document_id,
        named.passage_id,
        named.start_char,
        times.start_at,
        times.end_at,
        coalesce(times.precision, 'day') AS known,
        'happened' AS status,
        named.organisation,
        times.quote,
        times.time_id AS fact_id
    FROM named
    INNER JOIN main.time_mentions AS times
        ON named.passage_id = times.passage_id
        AND times.mod = 'since'
        AND times.start_at IS NOT NULL
        AND named.start_char - times.end_char BETWEEN 0 AND 8
),
begun AS (
    -- The earliest start in a sentence that names it; what belongs to it may be older or stray.
    SELECT starts.*
    FROM (
        FROM happened
        UNION ALL
        FROM since
    ) AS starts
    SEMI JOIN named
        ON starts.programme_id = named.programme_id
        AND starts.passage_id = named.passage_id
    WHERE starts.start_at IS NOT NULL AND starts.status IS DISTINCT FROM 'planned'
    QUALIFY row_number() OVER (
        PARTITION BY starts.programme_id
        ORDER BY starts.start_at, starts.document_id, starts.start_char, starts.fact_id
    ) = 1
),
measured AS (
    SELECT
        figures.programme_id,
        if(figures.statistic IN ('limit', 'target'), 'promise', 'figure') AS what,
        figures.*,
        organisation.name AS organisation
    FROM main.figures
    INNER JOIN programmes USING (programme_id)
    LEFT JOIN main.entities AS organisation ON figures.organisation_id = organisation.entity_id
),
facts AS (
    SELECT
        programme_id,
        'begun' AS what,
        1 AS place,
        start_at,
        NULL::TIMESTAMP AS end_at,
        unit_text(start_at, known) AS date_text,
        NULL::DECIMAL(38, 6) AS value,
        NULL::DECIMAL(38, 6) AS lower,
        NULL::DECIMAL(38, 6) AS upper,
        NULL::VARCHAR AS unit,
        NULL::VARCHAR AS metric,
        organisation,
        quote,
        document_id,
        passage_id,
        start_char,
        fact_id
    FROM begun
    UNION ALL BY NAME
    SELECT
        programme_id,
        what,
        if(what = 'figure', 2, 3) AS place,
        CAST(period_start AS TIMESTAMP) AS start_at,
        CAST(period_end AS TIMESTAMP) AS end_at,
        period_text(period_start, period_end) AS date_text,
        value,
        lower,
        upper,
        unit,
        metric,
        organisation,
        quote,
        document_id,
        passage_id,
        start_char,
        figure_id AS fact_id
    FROM measured
    UNION ALL BY NAME
    SELECT
        programme_id,
        'event' AS what,
        4 AS place,
        start_at,
        end_at,
        date_text(start_at, end_at, known) AS date_text,
        organisation,
        quote,
        document_id,
        passage_id,
        start_char,
        fact_id
    FROM happened
    UNION ALL BY NAME
    SELECT
        programme_id,
        'named' AS what,
        5 AS place,
        organisation,
        quote,
        document_id,
        passage_id,
        start_char,
        fact_id
    FROM named
)
SELECT
    programmes.name AS programme, -- Name as written, without quotation marks.
    programmes.subkind AS subkind, -- What kind of undertaking it is.
    facts.what AS what, -- `begun` (the earliest start that a sentence naming it tells), `figure`, `promise` (a limit or target), `event` or `named`.
    facts.date_text AS date_text, -- Date or period as a chronicle writes it.
    facts.start_at AS start_at, -- Start of that interval, civil time, inclusive.
    facts.end_at AS end_at, -- End of that interval, exclusive.
    facts.value AS value, -- The number stated; null where only bounds are.
    facts.lower AS lower, -- Least number that the words allow.
    facts.upper AS upper, -- Greatest number that the words allow.
    facts.unit AS unit, -- Unit or measure word as written.
    facts.metric AS metric, -- What is measured, in the text's own words.
    facts.organisation AS organisation, -- By whom; for a naming, the organisation named last before it.
    facts.quote AS quote, -- The characters that state it.
    passages.quote AS sentence, -- The sentence or heading they stand in.
    documents.title AS document, -- Title of the document.
    documents.path AS path, -- Where the document was read.
    documents.published_start AS published_start, -- First day of the interval it was published in.
    facts.document_id AS document_id, -- Key of the document.
    facts.programme_id AS programme_id, -- Key of the programme in `entities`.
    facts.fact_id AS fact_id -- Key of the fact, for `evidence`.
FROM facts
INNER JOIN programmes USING (programme_id)
INNER JOIN main.documents USING (document_id)
INNER JOIN main.passages ON facts.passage_id = passages.passage_id
ORDER BY
    programmes.name,
    facts.place,
    facts.start_at NULLS LAST,
    facts.document_id,
    facts.start_char,
    facts.fact_id
