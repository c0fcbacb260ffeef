"""Question text to `Question`: scope, then marks, then what is left as mentions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from jiwen.question.bodies import FoundBody, Office, find_bodies
from jiwen.question.claims import read_claims, without_choice
from jiwen.question.courtesy import unwrapped
from jiwen.question.dated import dated_verdicts, with_both_years
from jiwen.question.fold import fold, is_english
from jiwen.question.intent import Intent, read_intent
from jiwen.question.lexer import Interval, Mark, find_marks
from jiwen.question.mentions import NameGrams, find_mentions, protected_spans
from jiwen.question.model import Condition, Form, Mention, Question, Scope
from jiwen.question.names import is_light
from jiwen.question.periods import Periods, find_periods

_EVERYWHERE = re.compile(r"(?:所有|全部|各个?|每个?|哪些|全库|库里)(?:的)?(?:单位|部门|报告|局)|全库|库里")
_STARTS_ELLIPTIC = re.compile(
    r"^(?:那么?|这里面?|这些|其中|它们?|去掉|除去|剔除|排除|只看|只要|按|第|上一年|去年|前年|为什么|为啥|什么原因|原因|换成|改成|再|还有|另外|呢|和|跟|与)"
)


_COMPARED = re.compile(
    r"(?:和|跟|与|同)(?:上一?年度?|去年|前一?年|(?:19|20)\d\d年?)(?:度)?(?:相|对)?比|(?:比|较)(?:上一?年度?|去年|前一?年|(?:19|20)\d\d年?)(?:度)?[^，。]{0,6}?(?:高|低|多|少|好|差|增|减|升|降)"
)
_THAN_YEAR = re.compile(r"(?:比|较|和|跟|与|同)(?:19|20)\d\d年")
_EXCLUDED = re.compile(
    r"(?:除了?|除去|不算|去掉|抛开|刨去)(?P<name>(?!.{0,4}(?:更正|修正|完成|改过|达标))[^,，。]{2,24}?)(?:(?:以外|之外|外)?[,，](?=[^,，。]*哪)|(?:以外|之外|外)?[,，]?(?=(?:还|其他|其它|其余|别的)(?:有)?(?:的)?(?:指标|项目)?(?:都)?(?:有)?(?:哪|啥|什么|几|多少)))"
)
_CONTAINED = re.compile(
    r"(?:(?:指标|项目)?(?:的)?(?:名称|名字|名)?(?:里|中)?(?:带有?|含有?|包含)(?P<with>[^,，。的]{1,8}?)(?:这个?)?[字词]的?(?=指标|项目|有|$))"
    r"|(?:(?:跟|和|与|同)(?P<about>[^,，。的]{1,4})(?:有关|相关|沾边)的?(?=指标|有哪|都有|$))"
)
_EACH = re.compile(
    r"(?:各|每)(?:个|家|份)?(?:单位|部门|局|委|报告|年度?|项目)|(?:[两三四五六七八九十]|(?<!有)几)(?:个|家|份)(?:单位|部门|局|报告|年度|项目)"
)
_EACH_BODY = re.compile(r"(?:各|每)(?:个|家)?(?:单位|部门|局|委)")
_IS_CHANGE = re.compile(r"(?:变动|变化|增长|下降|降低|增减)(?:率|幅度|比例)?$|[增涨降]幅$|增速$")
_IN_BOTH = re.compile(r"年(?:度)?(?:里)?都(?=没|未|完成|达标|超额|不达标)")
_YEAR_BY_YEAR = re.compile("逐年|一年比一年|年年|连年|每年")
_SEVERAL = re.compile(r"(?:[两三四五六七八九几]|这些|那些|所有)(?:个|项|笔|类|块)?(?![年份月])[^,，。]{0,12}(?:一共|总共|合计|加起来|共)")
_APART = re.compile("各|分别|每|依次|逐")
_ADDED = re.compile(r"一共|总共|合计|共计|总计|加起来|之和|总和|相加|合起来|(?<=[一-鿿)])[+](?=[一-鿿])")


@dataclass(frozen=True, slots=True)
class Context:
    """What a question is read against: the offices and the names of the reports in reach."""

    offices: tuple[Office, ...]
    grams: NameGrams


def understand(text: str, context: Context) -> Question:
    """The typed question. Nothing is looked up; names stay mentions until the reports are known."""
    english = is_english(text)
    folded, unknown = _folded(text, english)
    folded, excluded = _without_excluded(folded)
    folded, choice = without_choice(folded)
    folded, contains = _without_contained(folded)
    first = find_marks(folded)
    protected, column_names = protected_spans(folded, context.grams, first)
    bodies = tuple(body for body in find_bodies(folded, context.offices) if not _inside(body, protected))
    body_spans = tuple((body.start, body.end) for body in bodies)
    always = tuple((mark.start, mark.end) for mark in first if mark.kind == "always")
    periods = find_periods(folded, protected + always + body_spans)
    skipped = body_spans + periods.spans
    kept = tuple(span for span in protected if not any(span[0] < end and start < span[1] for start, end in skipped))
    marks = find_marks(folded, kept + skipped)
    mentions, marks = read_claims(folded, find_mentions(folded, marks, skipped, kept), marks, context.grams)
    names_column = not mentions and bool(column_names) and not _ranges_over_projects(marks)
    if names_column:
        mentions = tuple(_whole(folded, span) for span in column_names[:1])
    mentions = tuple(m for m in mentions if not is_light(m.content) or _names_something(m, context) or _is_enumerated(m, folded)) or (
        mentions if _asks_rows(marks) else ()
    )
    question = replace(
        _question(text, folded, english, marks, mentions, _scope(bodies, periods, folded)),
        excluded=excluded,
        choice=choice,
        contains=contains,
    )
    changes = dated_verdicts(folded, marks, periods.spans)
    if changes:
        question = _of_years(question, changes)
    if names_column and len(question.columns) > 1:
        question = replace(question, columns=tuple(column for column in question.columns if column not in ("rate", "completion")))
    return replace(question, unknown_words=unknown) if english else question


def _without_excluded(folded: str) -> tuple[str, tuple[str, ...]]:
    """The question without what it sets aside, and that name: 除了预算执行率,还有哪些没完成."""
    match = _EXCLUDED.search(folded)
    return (folded[: match.start()] + folded[match.end() :], (match["name"],)) if match else (folded, ())


def _without_contained(folded: str) -> tuple[str, tuple[str, ...]]:
    """The question without the word that the names asked for hold: 名称里带管网的指标, 跟率有关的指标."""
    match = _CONTAINED.search(folded)
    return (folded[: match.start()] + folded[match.end() :], (match["with"] or match["about"],)) if match else (folded, ())


def _question(text: str, folded: str, english: bool, marks: Sequence[Mark], mentions: tuple[Mention, ...], scope: Scope) -> Question:
    intent = read_intent(marks, len(mentions))
    spans_years = len(scope.years) > 1 or scope.recent is not None
    adds_up, each = _adds_up(intent, folded, mentions, spans_years), _each(intent, folded, mentions, spans_years)
    always = intent.form == "list" and len(scope.years) > 1 and _IN_BOTH.search(folded) is not None
    conditions = (*intent.conditions, Condition("always")) if always else intent.conditions
    by_project = (each or intent.form == "trend") and any(mark.kind == "domain" and mark.value == "project" for mark in marks)
    compares = intent.form == "value" and _COMPARED.search(folded) is not None and bool(scope.years or scope.relative)
    asks_change = intent.form == "value" and any(mark.value == "change" for mark in marks)
    each = each or (asks_change and bool(mentions) and _YEAR_BY_YEAR.search(folded) is not None)
    asks_change = asks_change and not each
    of_columns = asks_change and len(intent.columns) > 1
    changes = asks_change and bool(mentions) and not of_columns and not all(_IS_CHANGE.search(mention.text) for mention in mentions)
    compares = compares or changes
    scope = _with_compared_years(scope, folded, changes=changes) if compares else scope
    return Question(
        text=text,
        folded=folded,
        language="en" if english else "zh",
        form="sum" if adds_up else "difference" if compares or of_columns else "trend" if each else intent.form,
        form_is_explicit=intent.explicit or compares or of_columns,
        scope=scope,
        mentions=mentions,
        domain=intent.domain,
        columns=intent.columns,
        conditions=conditions,
        basis=intent.basis,
        order=intent.order,
        unit_hint=intent.unit_hint,
        decimals=intent.decimals,
        ordinal=intent.ordinal,
        total=intent.total,
        by="project" if by_project else intent.by,
        refusal=intent.refusal,
        is_elliptic=bool(_STARTS_ELLIPTIC.match(folded))
        or folded.rstrip("?？。").endswith("呢")
        or any(mark.kind in ("pronoun", "ordinal") for mark in marks),
        names_rows=any(mark.kind == "domain" and mark.value in ("indicator", "project", "task", "budget") for mark in marks),
        topic=intent.topic,
    )


def _adds_up(intent: Intent, folded: str, mentions: tuple[Mention, ...], spans_years: bool) -> bool:
    """甲和乙一共多少, 三年总共多少: the sum of what is named."""
    if intent.form != "value" or _ADDED.search(folded) is None:
        return False
    names_several = len(mentions) > 1 or spans_years or _SEVERAL.search(folded) is not None
    return bool({"score", "weight"} & set(intent.columns)) or (bool(mentions) and names_several)


def _each(intent: Intent, folded: str, mentions: tuple[Mention, ...], spans_years: bool) -> bool:
    """各单位多少, 两个项目多少, 三年的…: a figure of each one; 四个项目总共多少 asks for their sum."""
    if intent.form == "count":
        return bool(intent.conditions) and not mentions and _EACH_BODY.search(folded) is not None
    if intent.form != "value":
        return False
    in_all = _ADDED.search(folded) is not None and _APART.search(folded) is None
    several = _EACH.search(folded) is not None and not in_all
    return several or (spans_years and bool(mentions or intent.columns))


def _with_compared_years(scope: Scope, folded: str, *, changes: bool) -> Scope:
    """The scope with the years that a comparison leaves unsaid: that of the newest report, and for a change the one before."""
    if changes and len(scope.years) + len(scope.relative) < 2 and scope.recent is None:
        scope = replace(scope, relative=(0,) if _THAN_YEAR.search(folded) else (-1,) if scope.years else (0, -1))
    if len(scope.relative) == 1 and not scope.years:
        scope = replace(scope, relative=(0, *scope.relative))
    return scope


def _of_years(question: Question, changes: tuple[Condition, ...]) -> Question:
    """The question about verdicts that belong to different years."""
    others = tuple(condition for condition in question.conditions if condition.kind not in ("verdict", "always"))
    form: Form = "count" if question.form == "count" else "list"
    scope = with_both_years(question.scope)
    return replace(question, form=form, domain="indicator", scope=scope, conditions=(*others, *changes))


def _asks_rows(marks: Sequence[Mark]) -> bool:
    """Light words name a group only beside 指标 or a verdict (数量指标里没完成的)."""
    return any(mark.kind in ("verdict", "domain", "pronoun") for mark in marks)


def _ranges_over_projects(marks: Sequence[Mark]) -> bool:
    """哪些项目预算执行率低于90%: a column of every project, not the indicator of that name."""
    return any(mark.kind in ("rankby", "domain") and mark.value in ("project", "budget") for mark in marks)


def _names_something(mention: Mention, context: Context) -> bool:
    """Words that are light alone (专项资金, 工作经费) but stand so in a name: left out, a total would be told in place of a row."""
    return len(mention.content) >= 4 and any(mention.content in name for name in context.grams.names)


def _is_enumerated(mention: Mention, folded: str) -> bool:
    """数量、成本、满意度: a light word among others names a group."""
    end = mention.start + len(mention.text)
    return "、" in (folded[end : end + 1], folded[max(mention.start - 1, 0) : mention.start])


def _folded(text: str, english: bool) -> tuple[str, tuple[str, ...]]:
    if not english:
        return unwrapped(fold(text)), ()
    from jiwen.question.english import to_chinese_terms

    terms = to_chinese_terms(text)
    return fold(terms.text), terms.unknown


def _inside(body: FoundBody, protected: Sequence[Interval]) -> bool:
    return any(start <= body.start and body.end <= end and (start, end) != (body.start, body.end) for start, end in protected)


def _whole(text: str, span: Interval) -> Mention:
    return Mention(text[slice(*span)], (1.0,) * (span[1] - span[0]), span[0])


def _scope(bodies: Sequence[FoundBody], periods: Periods, text: str) -> Scope:
    return Scope(
        bodies=tuple(dict.fromkeys(found.body for found in bodies)),
        years=periods.years,
        relative=periods.relative,
        recent=periods.recent,
        everywhere=bool(_EVERYWHERE.search(text)),
    )
