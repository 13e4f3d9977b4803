-- What happened when? One row is one event that can be placed in time, or is said to happen. Asked
-- by editors of chronicles (大事记). In order of time; events without a place in time come last. What
-- a document tells twice stands once, by its first telling; what names nobody and nowhere is left out
-- (`events` has it).
WITH told AS (
    SELECT
        events.*,
        coalesce(events.precision, 'day') AS known
    FROM main.events
    WHERE NOT coalesce(list_contains(events.flags, 'second_telling'), false)
)
SELECT
    told.start_at AS start_at, -- Start of the interval it lies in, civil time, inclusive.
    told.end_at AS end_at, -- End of that interval, exclusive.
    told.precision AS precision, -- Calendar unit that is known.
    date_text(told.start_at, told.end_at, told.known) AS date_text, -- The date as a chronicle writes it.
    place.name AS place, -- Where.
    told.subject AS who, -- Who acts, or what it happens to, in the words of the text.
    organisation.name AS organisation, -- The organisation that acts.
    programme.name AS programme, -- The named undertaking it belongs to.
    told.trigger AS trigger, -- The predicate that names it.
    told.kind AS kind, -- What kind of happening that is.
    list_contains(told.flags, 'negated') AS negated, -- Whether the text says that it did not happen.
    told.status AS status, -- Happened, planned, or hearsay.
    told.quote AS sentence, -- The clauses of the document that say it.
    documents.title AS document, -- Title of the document.
    documents.path AS path, -- Where the document was read.
    documents.published_start AS published_start, -- First day of the interval it was published in.
    told.document_id AS document_id, -- Key of the document.
    told.event_id AS event_id -- Key of the event, for `evidence`.
FROM told
INNER JOIN main.documents USING (document_id)
LEFT JOIN main.entities AS place ON told.place_id = place.entity_id
LEFT JOIN main.entities AS organisation ON told.organisation_id = organisation.entity_id
LEFT JOIN main.entities AS programme ON told.programme_id = programme.entity_id
-- A line of a chronicle names somebody or somewhere, and is a clause: what only describes a noun
-- (去年举行的会议) is none.
WHERE
    coalesce(told.subject, place.name, organisation.name, programme.name) IS NOT NULL
    AND NOT starts_with(coalesce(told.rule, ''), 'event_relative')
ORDER BY
    coalesce(told.start_at, told.end_at) NULLS LAST,
    told.end_at,
    told.document_id,
    told.start_char
