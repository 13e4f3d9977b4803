"""Which spans state no quantity, told by their form and by the characters around them."""

import polars as pl

from transforms.figures.labels import label_before
from transforms.figures.pattern import DIGIT
from transforms.lexicon import Lexicon, alternation

_BARE = r"^[-+]?[0-9][0-9,]*(?:\.[0-9]+)?$"
_GROUPED = r"^[0-9]{1,3}(?:,[0-9]{3})+"
# A bare decimal is a reading after 总分, 达到, 系数; a whole number alone is a name or a label.
_READING_BEFORE = r"(?:为|达|达到|至|以|到|是|分|指数|系数)$"
# 增至1535; 指数为104, but 编号为1535 and 年份为1998.
_REACHED = r"(?:等于|达|达到|多达|高达|[增升降减扩缩]至|[加少升长降][到至])$"
_SAID = "[是为]"
_LIKE_A_YEAR = r"^(?:1[5-9]|20)[0-9]{2}$"
_CLAUSE_ENDS = r"^(?:$|[,。;!?)])"
_READING_AFTER = r"^的?总?分"
_ITEMISED = r"^\((?:含|其中|包括)"  # 1292（含858例）
# 确诊病例5487和无症状感染者9545例: the unit is said once, at the end of the list.
_LISTED_COUNT = r"^[0-9]{3,}$"
_COUNTED_NEXT = r"^[和、及]\p{Han}{2,12}[0-9]{2,}[例人名件起宗户家]"
_QUOTIENT = r"^(?:[0-9]+ )?[0-9]+/[0-9]+$"
_SHARE_BEFORE = r"(?:占|为|到|达|至)[^,。;0-9]{0,8}$|的$"
# Numerals in characters need a unit, or a scale above ten: 四万市民, but not 三农.
_CHINESE = r"^[零〇○一二三四五六七八九十百佰千仟万亿两半几]+$"
_SCALED = r"^[一二三四五六七八九两十]+[零十百千万亿一二三四五六七八九]*[百千万亿]"
# A scale alone is a name or a class: 百年老店, 万吨巨轮; but 百亩, 百名.
_SCALE_ALONE = r"^[百千万亿佰仟]+[^余多几分零一二三四五六七八九十百千万亿]*$"
_SCALE_COUNTS = r"^[百千万](?:亩|名|位|家|场|项|种|辆|台|把.)"
_CLASS = r"[百千万亿]级$"  # 千亿级产业
# 一 before a measure word is an article: a count only after words that insist on it.
_ENDS = r"^[。.!?]?$"
_ARTICLE = r"^(?:突破|近)?一[^万亿千百十零多余半至到成倍番]{1,3}$"
_INSISTS = r"(?:只|仅|[只仅共]有|只要|唯|限)$"
_PRICED = rf"^[{DIGIT[1:-1]}0-9][百千万点{DIGIT[1:-1]}0-9.]*(?:$|[,。;!?)])"  # 一对八千
_MEASURED_KINDS = ("length", "area", "mass", "volume", "money", "energy")  # 一吨, 一元
_WORDS_OF_ONE = r"一[块角毛方里分寸尺丈码圆]$"
_LASTS_ONE = r"(?:到|至|为|达|近|超|提前|推迟|延长|缩短|仅|共|过)$"
# 二 does not count, 两 does: 二次会议 is the second. So is what follows 届: 六届三次全会.
# An ordinal without a measure word is a rank after 排名, 位居.
_ORDINAL = r"^第[0-9〇零一二三四五六七八九十百千]+$"
_RANKED = r"(?:位列|位居|名列|排名|排位|排在|排行|居|列|排)[^,。;、0-9]{0,8}"
RANKED_BEFORE = f"{_RANKED}$"
# 位居全省前三, 跻身全国前十: the places from the first to that one.
TOP_BEFORE = rf"(?:{_RANKED}|(?:进入|跻身|全[国省市区县州球]|世界)[^,。;、0-9]{{0,4}})前$"
_RANK_ENDS = r"^(?:$|\P{Han}|[的大和至到])"
_SECOND = r"^二[^零十百千万亿点元角斤两克吨米里亩升倍成]{1,2}$"
_SESSION = r"届[^,。;0-9]{0,6}$"
# 5日 is a date unless something measures it: 7日内, 为期5日.
_DAY = r"[0-9一二三四五六七八九十]日$"
_LASTS = r"(?:为期|历时|用时|共|住院|休假)$"
_HALF_OF_YEAR = r"^半[年场程部学]"  # 上半年, 下半场
# 近三年 is recent years unless something lasted that long; 这两天 and 前五个月 are times.
_RECENT = r"^近"
_LONG = r"(?:时|达|期|了|隔|续)$"
_POINTED = r"(?:[这那首头]|(?:^|[^提])前)$"
_BEFORE_TOUCHES = r"(?:[0-9][-.:∶]?|[A-Za-z][-.]|\$)$"
_NUMERAL_FIRST = r"^[-+0-9零一二三四五六七八九十百千万亿两几]"
_LETTERS_BEFORE = r"[A-Za-z]$"
_MEASURES = r"[%‰亿万]"  # 占GDP15.2%
_AFTER_TOUCHES = r"^(?:[A-Za-z0-9]|[:∶][0-9]|\.[$0-9])"
_OPEN_END = r"[A-Za-z0-9%]$"  # 5万元以上20万元以下 ends its number before the next begins
_LIMITED = r"[上下内外右多余]$"
_LOOSE = ["count", "duration", "score", "index"]  # 3栋2单元, 8点30
# 251户995人: how many of two kinds, side by side; 3栋2单元 and 5排3座 are an address and a seat.
_COUNTED = r"[户人名家位口件项起处所辆台头只亩]$"
_COUNTED_TOO = r"^[0-9][0-9,.]*[余多]?[百千万亿]*[余多]?[户人名家位口件项起处所辆台头只亩]"
_RATIO = r"^[0-9.]+[:∶][0-9.]+$"
_RATIO_BEFORE = r"比(?:例|值|率|重)?[约为是达到近]{0,2}$"  # 比例为3:1; elsewhere a clock or a score
_LISTED = "[、和及][0-9一二三四五六七八九十]+[次届期]"  # 四次、五次全会
_INDEX = r"[0-9]{3}|\."  # 3200点, 12.5点; 4点 is a time of day
_INDEX_MOVES = r"[涨跌升挫落][了约近逾]?$"  # 上涨25点
_HALF_OF_NONE = r"^半[^个]"  # 晚上8时半起: no half of a measure word but 个
_NEVER = "[^\\s\\S]"
_ONE_OF_TWO = "[另前后上下这那]$"  # 另一半
_NOTHING = r"^零[^下点零一二三四五六七八九]"  # 零部件
_OPENING, _CLOSING = "“‘《", "”’》"


def drop_not_figures(spans: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The spans that may state a quantity; same columns, fewer rows.

    Expects `surface`, `before`, `after`, `unit_kind` and `is_cut`. Each test names a way to be
    no figure.
    """
    surface, before, after = pl.col("surface"), pl.col("before"), pl.col("after")
    counted = alternation(lexicon.forms("language/name_heads", after="count"))
    measured = alternation(lexicon.forms("language/name_heads", after="measure"))
    is_count = pl.col("unit_kind").eq_missing("count")
    is_duration = pl.col("unit_kind") == "duration"
    loose = pl.col("unit_kind").is_in(_LOOSE).fill_null(True) & ~surface.str.contains(_LIMITED)
    not_figures = (
        *_bare(surface, before, after, lexicon),
        *_articles(surface, before, after),
        _loose_word(surface, before, after, lexicon),
        *_times(surface, before, is_duration),
        surface.is_in(lexicon.forms("language/not_figures", extent="whole")),
        surface.str.contains(_SCALE_ALONE) & ~surface.str.contains(_SCALE_COUNTS),
        surface.str.contains(_CLASS),
        before.str.contains(_BEFORE_TOUCHES) & surface.str.contains(_NUMERAL_FIRST),
        before.str.contains(_LETTERS_BEFORE)
        & surface.str.contains(_NUMERAL_FIRST)
        & ~surface.str.contains(_MEASURES),
        after.str.contains(_AFTER_TOUCHES)
        & (surface.str.contains(_OPEN_END) | loose)
        & ~(surface.str.contains(_COUNTED) & after.str.contains(_COUNTED_TOO)),
        surface.str.contains(_RATIO) & ~before.str.contains(_RATIO_BEFORE),
        is_count & after.str.contains(rf"^(?:{_LISTED})*{counted}"),
        ~is_count & after.str.contains(f"^{measured}") & ~surface.str.contains(r"[%‰]$"),
        surface.str.contains(_NOTHING),
        surface.str.contains(_ORDINAL)
        & ~(before.str.contains(RANKED_BEFORE) & after.str.contains(_RANK_ENDS)),
        surface.str.contains("^第一位$") & before.str.contains("[在为]$"),
        before.str.contains(r"每$"),
        before.str.contains(_SESSION) & surface.str.contains("次$"),
        _inside_name(before, after),
    )
    return spans.filter(~pl.any_horizontal(not_figures).fill_null(False))


def _bare(
    surface: pl.Expr, before: pl.Expr, after: pl.Expr, lexicon: Lexicon
) -> tuple[pl.Expr, ...]:
    """Numbers without a unit that nothing shows to be a reading."""
    reading = surface.str.contains(r"\.") & (
        before.str.contains(_READING_BEFORE) | after.str.contains(_READING_AFTER)
    )
    nouns = alternation(lexicon.forms("language/kind_nouns"))
    said = before.str.contains(rf"(?:{_SAID}|{nouns})$") & ~surface.str.contains(_LIKE_A_YEAR)
    reached = (
        (before.str.contains(_REACHED) | said)
        & after.str.contains(_CLAUSE_ENDS)
        & ~before.str.contains(label_before(lexicon))
    )
    stated = reading | reached | surface.str.contains(_GROUPED) | after.str.contains(_ITEMISED)
    word = surface.is_in(lexicon.forms("language/number_words"))
    listed = surface.str.contains(_LISTED_COUNT) & (
        before.str.contains(r"\p{Han}$") & after.str.contains(_COUNTED_NEXT)
    )
    shared = before.str.contains(_SHARE_BEFORE) | after.str.contains("^的|^以")
    return (
        surface.str.contains(_BARE) & ~stated & ~listed,
        surface.str.contains(_QUOTIENT) & ~shared,
        surface.str.contains(_CHINESE) & ~surface.str.contains(_SCALED) & ~word,
    )


def _articles(surface: pl.Expr, before: pl.Expr, after: pl.Expr) -> tuple[pl.Expr, ...]:
    """一 and 二 that do not count; where nothing else is written they do."""
    kind = pl.col("unit_kind")
    measured = kind.is_in(_MEASURED_KINDS) & ~surface.str.contains(_WORDS_OF_ONE)
    whole = (before == "") & after.str.contains(_ENDS)
    insists = before.str.contains(_INSISTS)
    lasts = (kind != "count") & before.str.contains(_LASTS_ONE)
    priced = (kind == "count") & after.str.contains(_PRICED)
    article = surface.str.contains(_ARTICLE) & ~insists & ~lasts & ~measured & ~priced
    half = (kind == "count") & surface.str.contains(_HALF_OF_NONE)
    return article & ~whole, half, surface.str.contains(_SECOND) & ~whole


def _loose_word(surface: pl.Expr, before: pl.Expr, after: pl.Expr, lexicon: Lexicon) -> pl.Expr:
    """A word for a number without a hedge and out of its place: 一半山水一半城, 将被子对折."""
    words = lexicon["language/number_words"]
    stands = pl.lit(False)
    for form, heads, tails in words["form", "stands_after", "stands_before"].iter_rows():
        head = alternation(heads.split()) + "$" if heads else _NEVER
        tail = "^" + alternation(tails.split()) if tails else _NEVER
        placed = before.str.contains(head) | after.str.contains(tail)
        stands |= (surface == form) & placed & ~before.str.contains(_ONE_OF_TWO)
    return surface.is_in(words["form"].to_list()) & ~stands


def _times(surface: pl.Expr, before: pl.Expr, is_duration: pl.Expr) -> tuple[pl.Expr, ...]:
    """Dates and stretches of time that no duration is stated by."""
    return (
        surface.str.contains(_DAY) & ~before.str.contains(_LASTS),
        surface.str.contains(_HALF_OF_YEAR) & before.str.contains("[上下前后]$"),
        is_duration & pl.col("is_cut"),
        is_duration & surface.str.contains(_RECENT) & ~before.str.contains(_LONG),
        is_duration & before.str.contains(_POINTED),
        is_duration & before.str.contains("个$"),  # 第一个五年
        surface.str.contains("^近") & before.str.contains("[最附邻]$"),
        surface.str.contains("[0-9一二三四五六七八九十]世纪$"),
        (pl.col("unit_kind") == "index")
        & ~surface.str.contains(_INDEX)
        & ~before.str.contains(_INDEX_MOVES),
    )


def _inside_name(before: pl.Expr, after: pl.Expr) -> pl.Expr:
    """Within a short quoted name: “两机制”, “八站两场”."""
    opened = before.str.contains(rf"[{_OPENING}][^{_OPENING}{_CLOSING}]{{0,4}}$")
    closed = after.str.contains(rf"^[^{_OPENING}{_CLOSING}]{{0,4}}[{_CLOSING}]")
    return opened & closed
