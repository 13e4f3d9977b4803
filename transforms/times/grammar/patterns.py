"""The shape of a written time: slots from coarse to fine, as one regular expression."""

import re
from dataclasses import dataclass
from functools import cache

from transforms.lexicon import Lexicon, alternation
from transforms.times.grammar.vocabulary import (
    BEASTS,
    BRANCHES,
    STEMS,
    Vocabulary,
    vocabulary,
)

_HAN = "零〇○一二三四五六七八九"
NUMERAL = rf"(?:\d{{1,2}}|[{_HAN}十廿卅]{{1,4}})"
YEAR_DIGITS = rf"(?:(?:1\d|20|21)\d\d(?!\d)|[一二][{_HAN}]{{3}}|[两二]千)"
_YEAR_SHORT = rf"(?:\d\d|[{_HAN}]{{2}})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_ONE = "[一二三四五六七八九]"
_DAY = rf"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十{_ONE}?|廿{_ONE}?|{_ONE})"
_COUNT = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3}|首)"
_LARGE = r"(?:\d[\d,]*(?:\.\d+)?|[零〇一二两三四五六七八九十百千万]+|半|数|几)"
# 3月1日至5日, 1995—1997年, 晚上11点~凌晨2点
CONNECT = r"\s*(?:-{1,2}|[—–―~ー]{1,2}|至|到)\s*"
# 自9月1日起至10月15日.
_FROM_ON = r"\s*(?:起|开始)(?:至|到)\s*"
# 周一至五, 每周二、四、六: the word for the week is said once; but 周二、三名工人.
_BARE_WEEKDAY = (
    "[一二三四五六日天](?![零一二三四五六七八九十百千万年月日号时点个名人位次家项条种岁届])"
)
# A dash that a scan took for a numeral: 1953一1980年.
_MISREAD = r"\s*(?<=\d)\s*一\s*(?=\d)"
# What a footnote leaves behind the word it is set to: 2019年[14]起.
_FOOTNOTE = r"(?:\[\d{1,3}\])?"
# 中 after a month is its middle unless it begins a word: 9月中花费, but not 5月中央.
_MID = r"中(?![国央共华小学医科外间心东西南北介期方型等文超旬午下上])"
_START = r"初(?![中步级期次心始衷一二三四五六七八九十0-9])"
_END = r"[底末](?![层线部下端班尾])"

# “十四五”开局之年, 第三年, and 开局以来 from its beginning on.
_PLAN_YEAR = "(?:开局|起步|收官|第[一二三四五])之?年|开局(?=以来)"
_PLAN_TAIL = "(?:规划|计划)?(?:期间|时期|期内|期末|末期?|初期?|中期)|(?:规划|计划)期"
# A day of a holiday or of an event.
_NTH = rf"(?:首日|首天|头一天|第{_COUNT}[天日]|最后{_COUNT}[天日]|(?<=[期假周])前{_COUNT}[天日])"
# 国庆长假, 春节7天假期, 五一期间; 这个长假, 节日期间, 假期第三天.
_LEAVE = "(?:小?长假|假期|假日|黄金周)"
_HOLIDAY = rf"(?:的?{_COUNT}天的?)?{_LEAVE}(?:期间)?|(?:节日)?期间"
_TOLD_HOLIDAY = (
    rf"(?:这个|本次|此次|整个){_LEAVE}(?:期间)?|(?:{_LEAVE}|节日)期间|{_LEAVE}(?=的?{_NTH})"
)


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """Compiled expressions; every group is named for the slot it fills."""

    point: re.Pattern[str]
    clock: re.Pattern[str]
    years: re.Pattern[str]
    connect: re.Pattern[str]
    both: re.Pattern[str]
    seasons: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    apposition: re.Pattern[str]
    present: re.Pattern[str]
    span: re.Pattern[str]
    length: re.Pattern[str]
    length_range: re.Pattern[str]
    recurring: re.Pattern[str]
    further_day: re.Pattern[str]
    bare_weekday: re.Pattern[str]
    years_follow: re.Pattern[str]


@cache
def patterns(lexicon: Lexicon) -> Patterns:
    """The shapes, built from the words of the seeds."""
    words = vocabulary(lexicon)
    now = alternation(words.deictic_forms("now", "hour", use=("approx", "alone", "until", "last")))
    length = _length(words)
    return Patterns(
        point=re.compile(_point(words), re.VERBOSE),
        clock=re.compile(r"\s*的?" + _part(words) + _clock(words), re.VERBOSE),
        years=re.compile(
            rf"(?P<first>{YEAR_DIGITS})(?:{CONNECT}|{_MISREAD})(?P<last>{YEAR_DIGITS})(?:\s*年度?)?"
        ),
        connect=re.compile(rf"{_FROM_ON}|{CONNECT}"),
        both=re.compile(r"\s*[和与跟]\s*"),
        seasons=re.compile("(?<=[春夏秋冬])(?=[今明来][春夏秋冬])"),
        before=re.compile(alternation(words.modifier_forms("before")) + r"\s*"),
        after=re.compile(_FOOTNOTE + r"\s*" + alternation(words.modifier_forms("after"))),
        apposition=re.compile(r"\s*\(\s*"),
        present=re.compile(now),
        span=re.compile(_span(words, length)),
        length=re.compile(length),
        length_range=re.compile(_length_range(words, length)),
        further_day=re.compile(
            rf"[、和及与](?:(?:{_week_word()})(?P<weekday>[一二三四五六日天])|(?P<bare>{_BARE_WEEKDAY}))"
        ),
        bare_weekday=re.compile(_BARE_WEEKDAY),
        years_follow=re.compile(rf"{YEAR_DIGITS}年"),
        recurring=re.compile(r"每(?:个|一|逢)?(?:(?P<unit>年|季度?|月|周|星期|礼拜|天|日)|)"),
    )


def _point(words: Vocabulary) -> str:
    """One point in time: 2012年5月1日下午4点."""
    finer = [rf"(?:\s*的?\s*{slot(words)})?" for slot in (_sub_year, _sub_month)]
    date = rf"(?:{_numeric()}|(?:{_year(words)})?{finer[0]}{finer[1]})"
    weekday = rf"(?:\s*[,(]?\s*(?:{_week_word()})(?P<aside>[一二三四五六日天])\)?)?"
    # 星期天,二月十号: the date says it all.
    month = rf"(?:\d{{1,2}}|{_ONE}?十?{_ONE}?)月"
    ahead = rf"(?:(?:{_week_word()})[一二三四五六日天]\s*,\s*(?={month}))?"
    return rf"{ahead}{date}{weekday}{_part(words)}{_clock(words)}"


def _numeric() -> str:
    """2012-05-01, 2012.5.1, 10/31/1974, 6·22, 2012-05."""
    day = r"(?:3[01]|[12]\d|0?[1-9])"
    month = r"(?:1[0-2]|0?[1-9])"
    return rf"""(?:
      (?P<iso_year>(?:1\d|20)\d\d)(?:(?P<iso_separator>[-/.·])(?P<iso_month>{month})(?P=iso_separator)
        (?P<iso_day>{day})|[ ](?P<spaced_month>{month})[ ](?P<spaced_day>{day}))
        (?=\d\d:\d\d|[^\d.]|\.?$|\.\D)(?:[-T](?=\d\d?:))?
     |(?P<us_first>\d\d?)/(?P<us_second>\d\d?)/(?P<us_year>(?:19|20)\d\d)(?!\d)
     |(?P<iso_only_year>(?:19|20)\d\d)[-/](?P<iso_only_month>0[1-9]|1[0-2])(?![\d年-])
     |(?P<bare_month>{month})(?P<bare_separator>[-/·.])(?P<bare_day>{day})(?![\d年月日时.%])
    )"""


def _year(words: Vocabulary) -> str:
    """2012年, 12年(5月), 民国二十年, 上世纪90年代, 去年, “十二五”."""
    festival = alternation(words.festivals)
    part = rf"{_MONTH}\s*月|[春夏秋冬]|第?[一二三四1-4]季度|[上下]半年|第\s*\d+\s*周|{festival}"
    ahead = rf"(?=\s*(?:{part}))"
    tens = "二三四五六七八九"
    decade = rf"(?:[1-9]0(?:(?:{CONNECT}|[、,])[1-9]0)?|[{tens}]?[{tens}]十)"
    deictic = alternation(words.deictic_forms("year"))
    century = alternation(words.deictic_forms("century"))
    plans = alternation(words.plans)
    return rf"""(?:
      (?P<decade_full>(?:1\d|20)\d0|[一二][{_HAN}]{{2}}[零〇○])\s*年代(?P<decade_full_part>初期?|中期|末期?|后期|前期)?
     |(?:[公西]元)?(?P<bc>前)?(?P<year>{YEAR_DIGITS})\s*(?:年度?(?![级轻龄])|(?={CONNECT}{YEAR_DIGITS}\s*年))
     |[公西]元(?P<bc2>前)?(?P<year_ad>\d{{1,4}}|[{_HAN}十百]{{1,5}})年
     |(?P<year_short>{_YEAR_SHORT})\s*年{ahead}
     |(?P<year_zero>0\d|[零〇][一二三四五六七八九]|9\d|九[一二三四五六七八九])\s*年(?!代|级|制)
     |(?P<year_alone>[{_HAN}]{{2}}|\d\d)年(?=$)
     |(?P<era>{alternation(words.eras)})(?P<era_year>元|\d{{1,3}}|[{_HAN}十廿卅百]{{1,6}})年(?:{CONNECT}(?P<era_last>{NUMERAL})年)?
     |(?P<reign>{alternation(words.eras)})年间
     |(?P<cycle_lunar>农历|阴历|旧历)?(?P<cycle>[{STEMS}][{BRANCHES}])[{BEASTS}]?年
     |(?P<school_first>(?:19|20)\d\d)(?:(?:{CONNECT}|/)(?P<school_last>(?:20)?\d\d))?\s*(?P<school_kind>学年度?|(?(school_last)财政年度|(?!)))
     |(?P<near_pair>[前昨今明后去]{{2,3}})(?P<pair_count>[两二三])(?P<pair_unit>[天日年])
     |(?:(?P<ad>[公西]元)?(?P<bc3>前)?(?P<century>{NUMERAL})世纪|(?P<century_word>{century}))(?:(?P<decade>{decade})年代)?
      (?P<century_part>初期?|中叶|中期|末期?|后期|前期|末叶|前半叶|后半叶)?
     |(?P<decade_bare>{decade})年代(?P<decade_part>初期?|中期|末期?|后期|前期)?
     |(?P<deictic_year>{deictic})(?:度(?!过))?
     |(?P<short_year>[今去明前])(?=[春夏秋冬])
     |[“"]?(?P<plan>{plans})[”"]?(?P<plan_tail>{_PLAN_TAIL}|(?=以来|[前头][一二三四两]年|(?:{CONNECT}|[和、及与])[“"]?{plans}[”"]?(?:{_PLAN_TAIL}))|[后](?P<plan_last>[一二三四两])年|(?:规划|计划)?的?(?P<plan_year>{_PLAN_YEAR}))
     |第(?P<plan_number>{NUMERAL})个五年(?P<plan_number_tail>{_PLAN_TAIL})
     |(?P<period>{alternation(words.periods)})(?:期间|时期|年间|(?P<period_nth>{_NTH}))
     |(?P<milestone>{alternation(words.milestones)})(?:胜利)?(?:召开|闭幕|发生|爆发)?
      (?:(?=以来)|的?(?P<milestone_years>{_LARGE}[多余]?年(?:以来|来)))
    )"""


def _week_word() -> str:
    return "周|星期|礼拜"


def _sub_year(words: Vocabulary) -> str:
    """5月, 前三季度, 上半年, 春节期间, 年底, 本月, 下周三, 第2周."""
    month = alternation(words.deictic_forms("month"))
    week = alternation(words.deictic_forms("week"))
    quarter = alternation(words.deictic_forms("quarter"))
    festival = alternation(words.festivals)
    seasons = alternation(words.slot_forms("season"))
    breaks = alternation(words.slot_forms("break"))
    edges = alternation(f for f in words.slot_forms("year_edge") if len(f) > 1)
    from_to = r"\s*(?:[-—–―~]{1,2}|[、和至到])\s*"
    quarter_number = r"[一二三四1-4]"
    quarter_words = alternation(words.slot_forms("quarter_word"))
    return rf"""(?:
      (?P<months>{_MONTH}(?:、{_MONTH})+)月份?
     |(?P<quarters>{quarter_number}(?:{from_to}{quarter_number})+)季度
     |(?P<lunar>农历|阴历|旧历)?(?P<leap>闰)?(?:(?P<month>{_MONTH})\s*(?:月份?(?![饼刊嫂])|(?={CONNECT}{_MONTH}\s*月))|(?P<lunar_month>[正腊冬])月|(?P<lunar_new_year>大年)(?=初))
        (?P<month_edge>{_START}|{_MID}|{_END}|[上下]半月)?
     |第?(?P<quarter>[一二三四1-4首])季度?(?<=度)(?P<quarter_edge>{_START}|[底末])?|第(?P<quarter_short>[一二三四1-4])季(?!度)|(?P<quarter_word>{quarter_words})(?![度节])|(?P<quarter_q>[Qq][1-4])
     |[前头](?!一[天日])(?P<first_count>{_COUNT})(?P<first_unit>个?季度|个月|月|周|个?星期|天|日|年)
     |[后最](?:后)?(?P<final_count>{_COUNT})(?P<final_unit>个?季度|个月|月|周|天)
     |(?P<half>[上下]半年)
     |(?P<same_period>同期)
     |(?:这个|本届)?(?<![今去明])(?P<festival>{festival})(?P<holiday>{_HOLIDAY}|(?=[前后]|(?:[、和及与]{festival}){{1,3}}(?:{_HOLIDAY})))?
        (?(holiday)(?:的?(?P<holiday_nth>{_NTH}))?|(?P<festival_sure>(?=当[天日晚]|过后|以来|[之以][前后]))?)
     |(?P<annual>{alternation(words.annual)})(?:(?P<annual_tail>期间|时期|(?:结束|闭幕)(?=[之以]?后)|(?=当天|前夕))|的?(?P<annual_nth>{_NTH}))
     |(?P<told_holiday>{_TOLD_HOLIDAY})(?:的?(?P<told_nth>{_NTH}))?
     |(?P<season>{seasons})
     |(?P<break>{breaks})(?P<break_tail>期间)?
     |(?P<year_edge>{edges}|(?<=[年度])(?:{_START}|{_END}))
     |第(?P<nth_month>{_COUNT})个月
     |第(?P<nth_week>{_COUNT})个?(?:周|星期|礼拜)(?![一二三四五六日天])
     |第(?P<nth_day>{_COUNT})天
     |(?P<deictic_month>{month})(?P<deictic_month_edge>{_START}|{_MID}|{_END})?
     |(?P<deictic_quarter>{quarter})(?P<deictic_quarter_edge>{_START}|{_END})?
     |(?P<deictic_week>{week})(?:{_week_word()})?(?P<week_day>[一二三四五六日天](?!期)|末)?
    )"""


def _sub_month(words: Vocabulary) -> str:
    """1日, 初五, 上旬, 月底, 第一个星期一, 当天, 周三."""
    day = alternation(words.deictic_forms("day"))
    edges = alternation(words.slot_forms("month_edge"))
    return rf"""(?:
      (?P<deictic_day>{day})
     |(?P<day>{_DAY})\s*(?:[日号](?:的?当[天日])?|(?=(?:{CONNECT}|、){_DAY}\s*[日号])|(?(month)(?P<day_bare>(?=\s*(?:$|[,;)]|[至到~])))|(?!)))
     |初(?P<lunar_day>[一二三四五六七八九十]|\d)
     |(?P<lunar_full>十[一二三四五六七八九]?|二十[一二三四五六七八九]?|廿[一二三四五六七八九]|三十)(?![\d日号个时点分年月天周多余来几一二三四五六七八九十])
     |(?P<ten_days>[上中下]{{1,2}}旬)
     |(?P<deictic_edge>{edges})
     |(?:第(?P<nth_weekday>{_COUNT})个|(?P<last_weekday>最后一个))的?(?:{_week_word()})(?P<nth_weekday_day>[一二三四五六日天])
     |第(?P<nth_week2>{_COUNT})个?(?:周|星期|礼拜)
     |前(?P<first_days>{_COUNT})[天日]
     |(?:{_week_word()})(?P<weekday>[一二三四五六日天](?!期))
     |(?P<weekend>周末|双休日)
    )"""


def _part(words: Vocabulary) -> str:
    return rf"(?:\s*的?\s*(?P<part>{alternation(words.slot_forms('part'))}))?"


def _clock(words: Vocabulary) -> str:
    """4点, 8时30分, 15:05:10, 三点一刻, 9点半, 5:00pm."""
    hour = r"(?:2[0-4]|1\d|0?\d|二十[一二三四]?|十[一二三四五六七八九]?|[零两一二三四五六七八九])"
    minute = r"(?:[0-5]?\d|[二三四五]?十[一二三四五六七八九]?|零?[一二三四五六七八九])"
    meridiem = alternation(words.slot_forms("meridiem"))
    either = "十?一[二两]|一两|两三|三四|四五|五六|六七|七八|八九|九十"
    return rf"""(?:\s*(?:(?P<hour_pair>{either})(?:点钟?|时)
      |(?P<hour>{hour})\s*(?:(?P<clock_mark>[时点])(?!代|候|尚|间|任|评)|(?={CONNECT}{hour}[时点]))
        (?:(?P<half_hour>半)|(?P<quarter_hours>[一三1-3])刻|整|(?P<minute>{minute})(?:(?P<minute_end>分)(?!之[一二三四五六七八九十]|公司|局|钟内)钟?|(?![\d\.%个万亿度万]))
        (?:(?P<second>{minute})秒)?)?(?P<vague_clock>多?钟|多)?
      |(?P<hour_colon>[01]?\d|2[0-4]):(?P<minute_colon>[0-5]\d)(?::(?P<second_colon>[0-5]\d))?[时分]?
      )\s*(?P<meridiem>{meridiem})?)?"""


def _length(words: Vocabulary) -> str:
    """Three years, 两个半月, 8天20小时: pieces of amount and unit."""
    unit = alternation(words.units)
    half = rf"(?:半钟|半|多|有余|(?<=[天日]){_LARGE}夜)?"
    return rf"(?:{_LARGE})(?:[多余来几])?(?:个半|个)?(?:多)?\s*{unit}{half}"


def _length_range(words: Vocabulary, length: str) -> str:
    """3年以上7年以下, 3天—8天, 100到200个小时."""
    unit = rf"个?{alternation(words.units)}"
    return (
        rf"(?P<least>{length})(?:以上[,、]?(?P<most>{length})以下|以上|{CONNECT}(?P<last>{length})$)"
        rf"|(?P<amount>{_LARGE}){CONNECT}(?=(?P<most2>{_LARGE}(?P<unit>{unit})))(?:{_LARGE}{unit})"
    )


def _span(words: Vocabulary, length: str) -> str:
    """A length made an interval by what stands before or after it."""
    past = alternation(words.span_forms("past"))
    future = alternation(words.span_forms("future"))
    come = alternation(words.span_forms("come"))
    ago = alternation(words.span_forms("ago"))
    later = alternation(words.span_forms("later"))
    within = alternation(words.span_forms("within"))
    several = rf"(?P<length>{length}(?:\s*(?:零|又|零又)?\s*{length})*)"
    return (
        rf"(?:(?P<past>{past})\s*|(?P<future>{future})\s*|(?P<over>过))?{several}"
        rf"(?:多)?(?:的时间)?(?:(?P<come>{come})|(?P<ago>{ago})(?![锋沿途景列身提])"
        rf"|(?P<later>{later})|(?P<within>{within}))?"
    )
