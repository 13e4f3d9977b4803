-- Checks of days: the weekday beside a date against the calendar, 今天（3月25日） against the document's own date.
() AS TABLE
WITH days AS (
    SELECT
        time_mentions.document_id,
        time_id,
        time_mentions.passage_id,
        plain_words(time_mentions.quote) AS told,
        time_mentions.quote,
        timex,
        CAST(start_at AS DATE) AS day,
        time_mentions.start_char,
        time_mentions.end_char,
        lead(plain_words(time_mentions.quote)) OVER in_turn AS next_told,
        lead(time_mentions.quote) OVER in_turn AS next_quote,
        lead(time_id) OVER in_turn AS next_id,
        lead(time_mentions.start_char) OVER in_turn AS next_start
    FROM main.time_mentions
    WHERE timex_type IN ('DATE', 'TIME')
    WINDOW in_turn AS (PARTITION BY time_mentions.passage_id ORDER BY time_mentions.start_char)
),
beside AS (
    SELECT
        days.*,
        passages.quote AS sentence,
        published_start,
        published_precision = 'day' AND published_basis IN ('metadata', 'dateline', 'byline') AS is_dated,
        published_basis,
        -- In what somebody said, today is the speaker's.
        length(regexp_replace(substr(passages.quote, 1, days.start_char - passages.start_char), '[^“「『]', '', 'g'))
            > length(regexp_replace(substr(passages.quote, 1, days.start_char - passages.start_char), '[^”」』]', '', 'g'))
            AS is_quoted,
        regexp_matches(next_told, '^(星期|周|礼拜)[一二三四五六日天]')
            AND regexp_full_match(
                plain_words(substr(passages.quote, days.end_char - passages.start_char + 1, next_start - days.end_char)),
                '[(,、]?'
            ) AS is_followed
    FROM days
    INNER JOIN main.passages USING (passage_id)
    INNER JOIN main.documents ON days.document_id = documents.document_id
    WHERE regexp_matches(told, '[日号]') AND day IS NOT NULL
),
weekdays AS (
    SELECT
        *,
        regexp_extract(if(is_followed, next_told, told), '(?:星期|周|礼拜)([一二三四五六日天])', 1) AS named,
        '一二三四五六日'[isodow(day)] AS computed
    FROM beside
    WHERE (is_followed OR regexp_matches(told, '[日号][(,]?(星期|周|礼拜)[一二三四五六日天]|(星期|周|礼拜)[一二三四五六日天][(,].*[日号]'))
        AND NOT regexp_matches(told, '农历|初|廿')
),
deictic AS (
    SELECT
        *,
        CASE regexp_extract(told, '(大前|今|昨|明|前|后)[天日]?(?:上午|下午|早|晚|凌晨|中午)?[(]|[(](今|昨|明|前|后)[天日]', 1)
            WHEN '今' THEN 0 WHEN '昨' THEN -1 WHEN '明' THEN 1 WHEN '前' THEN -2 WHEN '后' THEN 2
        END AS off
    FROM beside
    WHERE regexp_matches(told, '^(今|昨|明|前|后)[天日]?(上午|下午|早上?|晚上?|凌晨|中午)?[(][0-9〇一二三四五六七八九十年月]*[日号]')
        AND is_dated
),
placed AS (
    SELECT
        *,
        regexp_matches(timex, '^[0-9]{4}-') AS year_stated,
        published_start + CAST(off AS INTEGER) AS expected,
        date_diff(
            'day',
            published_start + CAST(off AS INTEGER),
            if(
                regexp_matches(timex, '^[0-9]{4}-'),
                day,
                CAST(day + to_years(CAST(year(published_start + CAST(off AS INTEGER)) - year(day) AS INTEGER)) AS DATE)
            )
        ) AS days_off
    FROM deictic
),
days_apart AS (
    SELECT
        *,
        CASE
            WHEN year_stated OR abs(days_off) <= 182 THEN days_off
            -- A date without a year is the nearest one.
            ELSE days_off - 365 * sign(days_off)
        END AS apart
    FROM placed
    WHERE off IS NOT NULL
)
SELECT
    'weekday_against_date' AS kind,
    CASE
        WHEN replace(named, '天', '日') = computed THEN 'agrees'
        WHEN regexp_matches(timex, '^[0-9]{4}-') THEN 'contradicts'
        -- The year is told by the document's own date alone.
        WHEN is_dated AND abs(date_diff('day', published_start, day)) <= 60 THEN 'contradicts'
        ELSE 'cannot_tell'
    END AS verdict,
    if(regexp_matches(timex, '^[0-9]{4}-'), 'year_stated', 'year_of_document') AS reason,
    [document_id] AS document_ids,
    if(is_followed, [time_id, next_id], [time_id]) AS fact_ids,
    if(is_followed, [quote, next_quote], [quote]) AS quotes,
    sentence AS words,
    NULL::DOUBLE AS stated_low,
    NULL::DOUBLE AS stated_high,
    NULL::DOUBLE AS computed_low,
    NULL::DOUBLE AS computed_high,
    'd' AS unit_code,
    NULL::DOUBLE AS gap,
    strftime(day, '%Y-%m-%d') || ' is a 星期' || computed || '; 星期' || named || ' is stated.' AS because
FROM weekdays
UNION ALL
SELECT
    'date_against_document',
    CASE
        WHEN apart = 0 THEN 'agrees'
        WHEN is_quoted THEN 'cannot_tell'
        -- A paper prints the day after; only a dateline is the day of writing.
        WHEN apart = -1 AND published_basis <> 'dateline' THEN 'cannot_tell'
        ELSE 'contradicts'
    END,
    if(is_quoted, 'quotation', published_basis),
    [document_id],
    [time_id],
    [quote],
    sentence,
    off,
    off,
    off + apart,
    off + apart,
    'd',
    abs(apart),
    quote || ' is stated, and the document is of ' || strftime(published_start, '%Y-%m-%d') || '.'
FROM days_apart
