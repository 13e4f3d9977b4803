-- What words of comparison compare with: the year before, the step before, another base; null where none is named.
(words) AS CASE
    WHEN regexp_matches(words, '年初|月初|前年|往年') THEN 'other'
    WHEN regexp_matches(words, '环比|上月|上季|上周|昨') THEN 'step'
    WHEN regexp_matches(words, '同比|上年|去年|同期') THEN 'year'
END
