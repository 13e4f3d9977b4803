-- quote: every quote is the characters of its document at its offsets.
-- What lies within its passage is compared there, and passages with the text: counting characters
-- from the start of a long text for each row would take quadratic time. For the same reason texts
-- are cut into blocks of 256, and a quote is put together from the blocks it lies in.
WITH checked AS (
    SELECT
        document_id,
        passage_id,
        start_char,
        end_char,
        quote
    FROM (FROM {batch}) AS every
),
-- A passage does not prove itself, nor does it prove a fact as wide as itself.
unproven AS (
    SELECT checked.*
    FROM checked
    LEFT JOIN main.passages AS passage USING (passage_id)
    WHERE (
        checked.document_id = passage.document_id
        AND checked.start_char >= passage.start_char
        AND checked.end_char - checked.start_char < passage.end_char - passage.start_char
        AND checked.end_char - checked.start_char = length(checked.quote)
        AND checked.quote = substr(
            passage.quote, checked.start_char - passage.start_char + 1, length(checked.quote)
        )
    ) IS NOT TRUE
),
text_blocks AS (
    SELECT
        document_id,
        regexp_extract_all(text, '(?s).{{1,256}}') AS blocks
    FROM main.documents
    SEMI JOIN unproven USING (document_id)
),
numbered_blocks AS (
    SELECT
        document_id,
        unnest(blocks) AS characters,
        unnest(range(len(blocks))) AS block
    FROM text_blocks
),
pieces AS (
    SELECT DISTINCT
        document_id,
        start_char,
        end_char,
        unnest(range(start_char // 256, (end_char - 1) // 256 + 1)) AS block
    FROM unproven
    WHERE start_char >= 0 AND start_char < end_char
),
found AS (
    SELECT
        pieces.document_id,
        pieces.start_char,
        pieces.end_char,
        string_agg(
            substr(
                characters,
                greatest(start_char - block * 256, 0) + 1,
                least(end_char - block * 256, 256) - greatest(start_char - block * 256, 0)
            ),
            ''
            ORDER BY block
        ) AS quoted
    FROM pieces
    INNER JOIN numbered_blocks USING (document_id, block)
    GROUP BY ALL
)
SELECT
    unproven.document_id,
    unproven.start_char,
    unproven.end_char
FROM unproven
LEFT JOIN found USING (document_id, start_char, end_char)
WHERE
    found.quoted IS DISTINCT FROM unproven.quote
    OR length(unproven.quote) <> unproven.end_char - unproven.start_char
