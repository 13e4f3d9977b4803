-- Words in simplified characters with half-width marks, so that one pattern reads both scripts.
(words) AS translate(
    regexp_replace(words, '[\s　]', '', 'g'),
    '從較與環週禮減擴縮總萬億為達佔漲幾實際長後來個間縣區兩過壓僅約淨躍調應逾計積於，；：（）％',
    '从较与环周礼减扩缩总万亿为达占涨几实际长后来个间县区两过压仅约净跃调应逾计积于,;:()%'
)
