-- Which way words of change go: 1 up, -1 down, null where they say both or neither.
(words) AS CASE
    WHEN regexp_matches(words, '增|升|涨|提高|扩|翻|跃|攀|上调') = regexp_matches(words, '减|降|跌|缩|压|滑|落|收窄|下调') THEN NULL
    WHEN regexp_matches(words, '增|升|涨|提高|扩|翻|跃|攀|上调') THEN 1
    ELSE -1
END
