"""The brief: the form with every problem at its field, the saved draft, and the way back to it."""

from collections.abc import Callable, Collection, Mapping, Sequence

from cards.from_words import CHECK, TYPED, FromWords, with_marks
from cards.kit.elements import LONG, Body, banner, callout, columns, first_that_fits, frame, section, small
from cards.kit.fields import CATEGORIES, CURRENCIES, FIELDS, PRICE_TYPES, TIER_CHOICES, label_of, marked
from cards.kit.inputs import Ids, button, choice
from cards.kit.long_text import Room, day_field, typed_field
from cards.kit.money import reading_buttons
from cards.kit.nodes import Action, CardElement, Container, TextRun
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, own, plain, run, said, sentence
from cards.marketplace_choice import optional, skills, visibility, where
from cards.more_details import more_details
from cards.programme_team import ask_row
from cards.two_versions import NEW, DrawnFrom
from gigs.brief import BriefForm
from gigs.check_brief import ANSWER, EXTRA_FIELDS
from gigs.money import MINOR_DIGITS
from translation.catalogue import N_, _, n_
from translation.formats import number

Questions = Sequence[tuple[str, str]]
NOTHING_KNOWN = BriefForm()
_NO_INPUT = {"rate", "answers"}
_TYPED = (
    *("title", "outcome", "deliverables", "acceptance", "skills", "amount", "hours", "start", "due"),
    *("cost_centre", "purchase_order", "emergency", "weekly_hours", "screening", "links"),
)
_FIRST = frozenset(
    {"title", "outcome", "price_type", "amount", "hours", "currency", "start", "due", "marketplace"}
)
"""What is wanted, for how much and by when: always in sight."""

_SUMMARY = N_("The gig form: what you need, money and dates, more details.")
_LEGEND = N_("About five minutes. Fields with * are needed before you can submit; a draft can be incomplete.")
_ALWAYS_ROOM = 200
"""Bytes of a text that is never held: they take no more than what would stand in its place."""


def brief_form(
    form: BriefForm,
    problems: Mapping[str, str],
    *,
    draft: str,
    gig: int | None,
    marketplaces: Sequence[tuple[str, str]],
    note: str = "",
    questions: Questions = (),
    with_order: bool = False,
    with_emergency: bool = False,
    asks: Collection[str] = EXTRA_FIELDS,
    replacing: str = "",
    drawn: DrawnFrom = NEW,
    known: BriefForm = NOTHING_KNOWN,
    words: FromWords = TYPED,
    beside: Callable[[Ids], Body] = lambda _ids: [],
) -> AdaptiveCard:
    """The brief as one form. Input ids are the names of `BriefForm`'s fields; `note` is why it is back, `known` what it
    was filled in with before anybody typed, `beside` what comes first where there is room.
    Of several `marketplaces`, as (name, title), one is chosen before the rest is asked; `asks` is what that one asks for.
    `questions` are the policy's, as (id, question). A problem at a field that isn't there is told on top. A text without
    room is held, `replacing` gets a new field. `drawn` is the saved draft and asks what two windows changed."""
    labels = _labels(questions, marketplaces, with_order=with_order, with_emergency=with_emergency, asks=asks)
    on_form = [name for name in _TYPED if name in labels]
    own = Ids(draft=draft, gig=gig, drawn=drawn.marks or None, read=words.id)

    def draw(size: tuple[int, bool]) -> AdaptiveCard:
        ids = _ids(form, on_form, size[0]) | own
        room = Room(size[0], "replace_text", ids, replacing)
        why = [*_top(problems, labels, note, words), *drawn.asks(ids)]
        top = [*why, *where(form, problems, marketplaces, ids), *(beside(ids) if size[1] else [])]
        if marketplaces[1:] and form.marketplace not in dict(marketplaces):
            return frame([*top, ask_row()], _actions(ids)[-1:], summary=_("The gig form: where to post it."))
        rest = _rest(form, problems, room, asks, questions, labels)
        rest = more_details(rest, form, known, {*problems, replacing}, _inside(labels), words.fields)
        body = [*top, _work(form, problems, room), _money(form, problems, room), *rest, ask_row()]
        return frame(with_marks(body, form, words), _actions(ids), summary=_(_SUMMARY))

    return first_that_fits(draw, [(most, both) for most in _rooms(form, on_form) for both in (True, False)])


def _ids(form: BriefForm, on_form: Sequence[str], most: int) -> Ids:
    """What the form says of itself: for which marketplace it is drawn, and which of its texts it holds."""
    held = ",".join(name for name in on_form if len(getattr(form, name).encode()) > most)
    return {"market": form.marketplace or None, "held": held or None}


def _rest(
    form: BriefForm,
    problems: Mapping[str, str],
    room: Room,
    asks: Collection[str],
    questions: Questions,
    labels: Collection[str],
) -> Body:
    """What is asked beside the first part, as far as it has a label."""
    return [
        _handed_in(form, problems, room),
        _kind(form, problems, asks, room),
        _linked(form, problems, room),
        _rules(form, problems, asks, room, with_order="purchase_order" in labels),
        *_questions(form, problems, questions),
        *([_emergency(form, problems, room)] if "emergency" in labels else []),
        *optional(form, problems, asks, room),
    ]


def _inside(labels: Mapping[str, str]) -> dict[str, str]:
    """What is asked under “More details”."""
    return {name: label for name, label in labels.items() if name not in _FIRST}


def _rooms(form: BriefForm, on_form: Sequence[str]) -> list[int]:
    """Bytes for each text: first all of them stand in their fields, then the longest one is held, and so on."""
    sizes = {len(getattr(form, name).encode()) for name in on_form}
    return [max(sizes), *sorted((size - 1 for size in sizes if size > _ALWAYS_ROOM), reverse=True)]


def _top(problems: Mapping[str, str], labels: Mapping[str, str], note: str, words: FromWords) -> Body:
    top: Body = [banner(_("Change the brief") if note else _("Post a gig"))]
    if note:
        top.append(callout("warning", _("Why it’s back with you"), said(note, most=LONG, spacing="Small")))
    if problems:
        top.append(_summary(problems, labels))
    if words.fields:
        top.append(small(_(CHECK), "Medium"))
    elif not note and not problems:
        top.append(small(_(_LEGEND), "Medium"))
    return top


def _actions(ids: Ids) -> list[Action]:
    return [
        button(_("Preview"), "preview_brief", style="positive", **ids),
        button(_("Save draft"), "save_draft", **ids),
        button(_("Cancel"), "leave", **ids),
    ]


def _labels(
    questions: Questions,
    marketplaces: Questions,
    *,
    with_order: bool,
    with_emergency: bool,
    asks: Collection[str],
) -> dict[str, str]:
    """What each input on the form is called, in the form's order."""
    optional = {"purchase_order": with_order, "emergency": with_emergency}
    optional |= {name: name in asks for name in EXTRA_FIELDS} | {"marketplace": len(marketplaces) > 1}
    known = {
        name: label for name, label in FIELDS.items() if name not in _NO_INPUT and optional.get(name, True)
    }
    return known | {ANSWER + name: question for name, question in questions}


def _summary(problems: Mapping[str, str], labels: Mapping[str, str]) -> Container:
    """The fields to look at by their names; what has no field here, in full."""
    where = [
        f"“{label}”" if name.startswith(ANSWER) else label
        for name, label in labels.items()
        if name in problems
    ]
    told: Body = [line(run(", ".join(where), most=900), spacing="Small")] if where else []
    for name, wrong in problems.items():
        if name not in labels:
            told.append(_in_full(name, run(wrong, most=400)))
    if not where:
        return callout("attention", _("This can’t be submitted as it is"), *told)
    headline = n_("{n} field needs your attention", "{n} fields need your attention", len(where))
    return callout("attention", headline.format(n=number(len(where))), *told)


def _in_full(name: str, wrong: TextRun) -> CardElement:
    if name not in FIELDS:
        return line(wrong, spacing="Small")
    field = own(FIELDS[name], bold=True)
    return sentence(_("{field}: {problem}"), spacing="Small", field=field, problem=wrong)


def _text(
    form: BriefForm, problems: Mapping[str, str], name: str, room: Room, hint: str, *, lines: bool = False
) -> Container:
    typed: str = getattr(form, name)
    return typed_field(name, label_of(name), typed, problems.get(name, ""), room, hint=hint, lines=lines)


def _work(form: BriefForm, problems: Mapping[str, str], room: Room) -> CardElement:
    return section(
        _("What you need"),
        _text(form, problems, "title", room, _("Short and clear, such as: slides for the spring launch")),
        _text(form, problems, "outcome", room, _("What will be true when this is done?"), lines=True),
    )


def _handed_in(form: BriefForm, problems: Mapping[str, str], room: Room) -> CardElement:
    per_line = _("One per line, such as: a 12-slide deck in our template")
    return section(
        _("What you get"),
        _text(form, problems, "deliverables", room, per_line, lines=True),
        _text(form, problems, "acceptance", room, _("How will you know it’s good?"), lines=True),
    )


def _kind(form: BriefForm, problems: Mapping[str, str], asks: Collection[str], room: Room) -> CardElement:
    categories = [(category.value, title) for category, title in CATEGORIES.items()]
    return section(
        _("Kind of work"),
        choice("category", label_of("category"), categories, form.category, problems.get("category", "")),
        skills(form, problems.get("skills", ""), asks, room),
    )


def _linked(form: BriefForm, problems: Mapping[str, str], room: Room) -> CardElement:
    typed, wrong = form.links, problems.get("links", "")
    name, label = "links", _("Links (optional, up to five)")
    hint = _("One per line, such as: Brand guide https://example.com/brand")
    return section(
        _("What the freelancer should look at"),
        typed_field(name, label, typed, wrong, room, hint=hint, lines=True),
        small(_("They’re public with the listing, so use ones that anybody can open."), "Small"),
    )


def _money(form: BriefForm, problems: Mapping[str, str], room: Room) -> CardElement:
    def wrong(name: str) -> str:
        return problems.get(name, "")

    prices = [(kind.value, title) for kind, title in PRICE_TYPES.items()]
    amount = _text(form, problems, "amount", room, "1200")
    hours = _text(form, problems, "hours", room, _("Needed for hourly work"))
    currency = choice("currency", label_of("currency"), CURRENCIES.items(), form.currency, wrong("currency"))
    start = day_field("start", label_of("start"), form.start, wrong("start"), room)
    due = day_field("due", label_of("due"), form.due, wrong("due"), room)
    price = choice("price_type", label_of("price_type"), prices, form.price_type, wrong("price_type"))
    return section(
        _("Money and dates"),
        columns([price], [hours]),
        columns([amount], [currency]),
        *_readings(form, problems, room.ids),
        small(_("The exact amount: the full price, or the price per hour."), spacing="Small"),
        columns([start], [due]),
    )


def _readings(form: BriefForm, problems: Mapping[str, str], ids: Ids) -> Body:
    """An amount with two readings is asked about: a button for each."""
    if "amount" not in problems or form.currency not in MINOR_DIGITS:
        return []
    return reading_buttons(form.amount, form.currency, "preview_brief", ids)


def _rules(
    form: BriefForm, problems: Mapping[str, str], asks: Collection[str], room: Room, *, with_order: bool
) -> CardElement:
    tiers = [(tier.value, title) for tier, title in TIER_CHOICES.items()]
    wrong = problems.get("data_tier", "")
    return section(
        _("Our rules"),
        choice("data_tier", label_of("data_tier"), tiers, form.data_tier, wrong, style="expanded"),
        _text(form, problems, "cost_centre", room, _("Who pays, such as: CC-4711")),
        *([_text(form, problems, "purchase_order", room, _("If you have one"))] if with_order else []),
        *visibility(form, problems, asks),
    )


def _questions(form: BriefForm, problems: Mapping[str, str], questions: Questions) -> Body:
    """The policy's own questions; nothing is answered for anybody."""
    if not questions:
        return []
    asked = [
        choice(
            ANSWER + name,
            marked(plain(question, 300)),
            (("yes", _("Yes")), ("no", _("No"))),
            form.answers.get(name, ""),
            problems.get(ANSWER + name, ""),
            style="expanded",
        )
        for name, question in questions
    ]
    return [section(_("A few questions"), *asked)]


def _emergency(form: BriefForm, problems: Mapping[str, str], room: Room) -> CardElement:
    typed, wrong = form.emergency, problems.get("emergency", "")
    name, label = "emergency", _("If this can’t wait, say why")
    hint = _("Faster approval, reviewed afterwards")
    return section(_("Emergency"), typed_field(name, label, typed, wrong, room, hint=hint, lines=True))
