-- quote: every quote is the characters of its document at its offsets.
-- Counting characters from the start of a long text for each row would take quadratic time, so
-- texts are cut into blocks of 256 and each quote is put together from the blocks it lies in.
WITH checked AS (
    SELECT
        document_id,
        start_char,
        end_char,
        quote
    FROM (FROM {batch}) AS every
),
text_blocks AS (
    SELECT
        document_id,
        regexp_extract_all(text, '(?s).{{1,256}}') AS blocks
    FROM main.documents
),
numbered_blocks AS (
    SELECT
        document_id,
        unnest(blocks) AS characters,
        unnest(range(len(blocks))) AS block
    FROM text_blocks
),
spans AS (
    SELECT DISTINCT
        document_id,
        start_char,
        end_char
    FROM checked
    WHERE start_char >= 0 AND start_char < end_char
),
pieces AS (
    SELECT
        document_id,
        start_char,
        end_char,
        unnest(range(start_char // 256, (end_char - 1) // 256 + 1)) AS block
    FROM spans
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
    checked.document_id,
    checked.start_char,
    checked.end_char
FROM checked
LEFT JOIN found USING (document_id, start_char, end_char)
WHERE
    found.quoted IS DISTINCT FROM checked.quote
    OR length(checked.quote) <> checked.end_char - checked.start_char
