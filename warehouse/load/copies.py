"""Which documents are copies of others: near-identical texts, found by their shapes.

The answer hangs on the documents alone, and not on when or in which order they came: it is found
anew for each version, over all that it holds. Copies of one text share most of it and all of its
numbers, but for what one of them leaves out; reports of two days on one form share most of it too,
and differ in their numbers.
"""

import duckdb

# Two texts that share six in ten of their runs of characters agree in one of 32 stretches of four
# places nearly always, two that share two in ten seldom.
_STRETCHES = "unnest(range(32)) AS stretch(place)"
_PART = "shape[1:2] || shape[3 + 8 * place : 10 + 8 * place]"
# Texts told in one spell of four weeks, or in two that follow each other, are compared.
_SPELLS = (
    "unnest(range((published_start - DATE '1900-01-01') // 28, "
    "(published_end - DATE '1900-01-01' - 1) // 28 + 2)) AS told(spell)"
)
_DAYS = 7
_LEAST_ALIKE = 0.6
# So many texts that share one stretch in one spell are written on one form.
_MOST_ON_ONE_STRETCH = 200
# For every 25 numbers one may be another: a slip, or a footnote of the publisher's own.
_NUMBERS_FOR_ONE_OTHER = 25

_NUMBERS = r"[0-9][0-9.]*|[〇零一二三四五六七八九十百千]+"
_WIDE = "'０１２３４５６７８９．,，'"
_DATELINE = "^.{0,24}?([0-9]{1,2}月)?[0-9]{1,2}日(综合|专)?[电電讯訊]"
_STEPS = (
    f"""
    CREATE TEMP TABLE alike AS
    WITH stretches AS (
        SELECT document_id, place, {_PART} AS part, spell
        FROM main.documents, {_STRETCHES}, {_SPELLS}
        WHERE shape IS NOT NULL AND published_start IS NOT NULL
        QUALIFY count(*) OVER (PARTITION BY place, part, spell) BETWEEN 2 AND {_MOST_ON_ONE_STRETCH}
    ),
    met AS (
        SELECT DISTINCT one.document_id AS one, other.document_id AS other
        FROM stretches AS one
        INNER JOIN stretches AS other USING (place, part, spell)
        WHERE one.document_id < other.document_id
    )
    SELECT met.*
    FROM met
    INNER JOIN main.documents AS a ON met.one = a.document_id
    INNER JOIN main.documents AS b ON met.other = b.document_id
    WHERE
        a.published_start < b.published_end + {_DAYS}
        AND b.published_start < a.published_end + {_DAYS}
        AND list_sum([
            (a.shape[2 * i + 1 : 2 * i + 2] = b.shape[2 * i + 1 : 2 * i + 2])::INTEGER
            FOR i IN range(1, 129)
        ]) >= {_LEAST_ALIKE} * 128
    """,
    f"""
    CREATE TEMP TABLE counted AS
    WITH looked_at AS (
        SELECT one AS document_id FROM alike
        UNION
        SELECT other FROM alike
        UNION
        SELECT document_id
        FROM main.documents
        WHERE shape IS NOT NULL
        QUALIFY count(*) OVER (PARTITION BY shape) > 1
    ),
    said AS (
        SELECT
            document_id,
            string_agg(
                regexp_replace(translate(quote, {_WIDE}, '0123456789.'), '{_DATELINE}', ''), ' '
                ORDER BY ordinal
            ) AS words
        FROM main.passages
        SEMI JOIN looked_at USING (document_id)
        WHERE kind IN ('body', 'quotation', 'table')
        GROUP BY document_id
    )
    SELECT document_id, list_sort(list_distinct(regexp_extract_all(words, '{_NUMBERS}'))) AS numbers
    FROM said
    """,
    """
    CREATE TEMP TABLE ranked AS
    SELECT
        document_id,
        numbers,
        shape,
        row_number() OVER (
            ORDER BY
                published_start NULLS LAST,
                source_rank NULLS LAST,
                char_count DESC,
                document_id
        ) AS place
    FROM counted
    INNER JOIN main.documents USING (document_id)
    """,
    f"""
    CREATE TEMP TABLE copies AS
    WITH RECURSIVE shared AS (
        SELECT
            greatest(a.place, b.place) AS copy,
            least(a.place, b.place) AS original,
            len(list_intersect(a.numbers, b.numbers)) AS shared_numbers,
            least(len(a.numbers), len(b.numbers)) AS fewer
        FROM alike
        INNER JOIN ranked AS a ON alike.one = a.document_id
        INNER JOIN ranked AS b ON alike.other = b.document_id
    ),
    follows AS (
        SELECT copy, original FROM shared
        WHERE fewer - shared_numbers <= fewer // {_NUMBERS_FOR_ONE_OTHER}
        UNION ALL
        SELECT place, min(place) OVER (PARTITION BY shape, numbers) FROM ranked
    ),
    first AS (
        SELECT copy, min(original) AS original FROM follows WHERE original < copy GROUP BY copy
    ),
    traced AS (
        SELECT copy, original FROM first
        UNION
        SELECT traced.copy, first.original
        FROM traced
        INNER JOIN first ON traced.original = first.copy
    )
    SELECT copy.document_id, original.document_id AS copy_of
    FROM (SELECT copy, min(original) AS original FROM traced GROUP BY copy) AS ended
    INNER JOIN ranked AS copy ON ended.copy = copy.place
    INNER JOIN ranked AS original ON ended.original = original.place
    """,
    """
    UPDATE main.documents
    SET copy_of = found.copy_of
    FROM (
        SELECT document_id, copies.copy_of
        FROM main.documents LEFT JOIN copies USING (document_id)
    ) AS found
    WHERE
        documents.document_id = found.document_id
        AND documents.copy_of IS DISTINCT FROM found.copy_of
    """,
)


def link_copies(connection: duckdb.DuckDBPyConnection) -> None:
    """Set `documents.copy_of` of the default database: the first of the texts alike, null for it.

    First is what was published first, then what comes from the source that is believed most, then
    what says most, then the least key. A copy of a copy is a copy of the first.
    """
    for statement in _STEPS:
        connection.execute(statement)
    for table in ("alike", "counted", "ranked", "copies"):
        connection.execute(f"DROP TABLE {table}")
