-- A half-open interval as a chronicle writes it: 2012年5月1日, 2012年3月至6月, 2012年6月起. What the last
-- unit shares with the first is not said twice.
(start_at, end_at, known) AS CASE
    WHEN end_at IS NULL THEN unit_text(start_at, known) || '起'
    WHEN start_at IS NULL THEN unit_text(end_at - INTERVAL 1 MICROSECOND, known) || '止'
    WHEN unit_text(start_at, known) = unit_text(end_at - INTERVAL 1 MICROSECOND, known)
        THEN unit_text(start_at, known)
    ELSE unit_text(start_at, known) || '至' || regexp_replace(
        unit_text(end_at - INTERVAL 1 MICROSECOND, known),
        CASE
            WHEN known IN ('century', 'decade', 'year') THEN '^$'
            WHEN date_trunc('day', start_at) = date_trunc('day', end_at - INTERVAL 1 MICROSECOND)
                THEN '^.+日'
            WHEN date_trunc('month', start_at) = date_trunc('month', end_at - INTERVAL 1 MICROSECOND)
                THEN '^\d+年\d+月'
            WHEN date_trunc('year', start_at) = date_trunc('year', end_at - INTERVAL 1 MICROSECOND)
                THEN '^\d+年'
            ELSE '^$'
        END,
        ''
    )
END
