-- What happened when? One row is one event that can be placed in time, or is said to happen. Asked
-- by editors of chronicles (大事记). In order of time; events without a place in time come last. What
-- a document tells twice stands once, by its first telling. `events` has what is left out: a line
-- whose subject neither the text nor the document gives; a time that nobody can place (最近, 一年来);
-- a quarter or longer for a verb that seldom marks one happening (出现, 经历), and for what did not happen.
WITH told AS (
    SELECT
        events.*,
        coalesce(events.precision, 'day') AS known,
        -- 我们 is the organisation, else the place that a report speaks for.
        nullif(events.subject, '我们') AS named
    FROM main.events
    LEFT JOIN main.time_mentions USING (time_id)
    WHERE
        NOT coalesce(list_contains(events.flags, 'second_telling'), false)
        AND coalesce(time_mentions.timex, '') <> 'PRESENT_REF'
        AND NOT (
            coalesce(time_mentions.mod, '') = 'since'
            AND coalesce(events.end_at > events.start_at + INTERVAL 366 DAY, false)
        )
        AND NOT (
            coalesce(events.precision, '') IN ('quarter', 'year', 'half', 'decade', 'century')
            AND (
                coalesce(list_contains(events.flags, 'negated'), false)
                OR coalesce(events.kind, '') IN (
                    'appear', 'attend', 'meet', 'move', 'observe', 'other', 'speak', 'trade', 'win'
                )
                OR coalesce(time_mentions.mod, '') = 'since'
                OR coalesce(time_mentions.timex, '') SIMILAR TO 'P[0-9.]+Y'
            )
        )
),

lines AS (
    SELECT
        told.*,
        organisation.name AS organisation,
        CASE
            WHEN told.subject IS NOT NULL
                THEN coalesce(told.named, organisation.name, own.name)
        END AS who,
        CASE
            WHEN told.named IS NOT NULL THEN 'sentence'
            WHEN organisation.name IS NOT NULL THEN 'organisation'
            ELSE 'document'
        END AS who_from
    FROM told
    INNER JOIN main.documents USING (document_id)
    LEFT JOIN main.entities AS organisation ON told.organisation_id = organisation.entity_id
    LEFT JOIN main.entities AS own
        ON documents.place_id = own.entity_id AND documents.genre IN ('report', 'bulletin')
)
SELECT
    lines.start_at AS start_at, -- Start of the interval it lies in, civil time, inclusive.
    lines.end_at AS end_at, -- End of that interval, exclusive.
    lines.precision AS precision, -- Calendar unit that is known.
    date_text(lines.start_at, lines.end_at, lines.known) AS date_text, -- The date as a chronicle writes it.
    place.name AS place, -- Where.
    lines.who AS who, -- Who acts, or what it happens to.
    lines.who_from AS who_from, -- What names them: sentence, organisation, or document (its place).
    lines.organisation AS organisation, -- The organisation that acts.
    programme.name AS programme, -- The named undertaking it belongs to.
    lines.trigger AS trigger, -- The predicate that names it.
    lines.kind AS kind, -- What kind of happening that is.
    list_contains(lines.flags, 'negated') AS negated, -- Whether the text says that it did not happen.
    lines.status AS status, -- Happened, planned, or hearsay.
    lines.quote AS sentence, -- The clauses of the document that say it.
    documents.title AS document, -- Title of the document.
    documents.path AS path, -- Where the document was read.
    documents.published_start AS published_start, -- First day of the interval it was published in.
    lines.document_id AS document_id, -- Key of the document.
    lines.event_id AS event_id -- Key of the event, for `evidence`.
FROM lines
INNER JOIN main.documents USING (document_id)
LEFT JOIN main.entities AS place ON lines.place_id = place.entity_id
LEFT JOIN main.entities AS programme ON lines.programme_id = programme.entity_id
-- A line of a chronicle says who, and is a clause: what only describes a noun (去年举行的会议) is
-- none.
WHERE
    lines.who IS NOT NULL
    AND NOT starts_with(coalesce(lines.rule, ''), 'event_relative')
ORDER BY
    coalesce(lines.start_at, lines.end_at) NULLS LAST,
    lines.end_at,
    lines.document_id,
    lines.start_char
