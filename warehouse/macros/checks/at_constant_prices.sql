-- Whether a rate is, or may be, one of volume: growth of these does not follow from amounts of money.
(metric, sentence) AS coalesce(regexp_matches(
    plain_words(coalesce(metric, '') || ' ' || sentence),
    '生产总值|GDP|增加值|国民收入|总产值|劳动生产率|可比|不变价|剔除|扣除|实际(增|下降|减)|同口径|折算'
), false)
