-- A moment as a chronicle writes it, to the calendar unit that is known: 2012年5月1日, 2011年6月.
(moment, known) AS CASE known
    WHEN 'century' THEN CAST(year(moment) // 100 + 1 AS VARCHAR) || '世纪'
    WHEN 'decade' THEN CAST(year(moment) // 10 * 10 AS VARCHAR) || '年代'
    WHEN 'year' THEN strftime(moment, '%Y年')
    WHEN 'half' THEN strftime(moment, '%Y年') || if(month(moment) < 7, '上半年', '下半年')
    WHEN 'quarter' THEN strftime(moment, '%Y年第') || '一二三四'[quarter(moment)] || '季度'
    WHEN 'month' THEN strftime(moment, '%Y年%-m月')
    WHEN 'ten_days' THEN strftime(moment, '%Y年%-m月')
        || '上中下下'[(day(moment) - 1) // 10 + 1] || '旬'
    WHEN 'hour' THEN strftime(moment, '%Y年%-m月%-d日%-H时')
    WHEN 'minute' THEN strftime(moment, '%Y年%-m月%-d日%-H时%M分')
    WHEN 'second' THEN strftime(moment, '%Y年%-m月%-d日%-H时%M分%S秒')
    ELSE strftime(moment, '%Y年%-m月%-d日')
END
