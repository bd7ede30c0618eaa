"""What an e-mail says: what waits for somebody, for whom, until when, and a link that opens a chat with the bot."""

from typing import Final, NamedTuple

from cards.kit.texts import plain
from gigs.people import Person
from ports.notices import Notice, NoticeKind
from translation.catalogue import N_, _
from translation.formats import full_day
from use_cases.permissions.gig_page import GigPage

_WAITS: Final = {
    NoticeKind.APPROVAL_ASKED: N_("{requester} asks you to approve gig {number}"),
    NoticeKind.APPROVAL_REMINDED: N_("{requester} is waiting for your answer about gig {number}"),
    NoticeKind.ADVICE_ASKED: N_("A colleague would like your opinion on gig {number}"),
    NoticeKind.EMERGENCY_TO_REVIEW: N_(
        "Gig {number} of {requester} was approved as an emergency; please review it"
    ),
    NoticeKind.HOURS_ASKED: N_("A colleague’s hours for gig {number} of {requester} need your answer"),
}


class Letter(NamedTuple):
    """`subject` is one line."""

    subject: str
    text: str


def letter_to(who: Person, notice: Notice, page: GigPage, bot_id: str) -> Letter:
    """Amounts and the brief stay in Teams: an e-mail may be read elsewhere."""
    gig = page.gig
    requester, title = _one_line(gig.requester.name, 120), _one_line(gig.title, 200)
    what = _(_WAITS[notice.kind]).format(requester=requester, number=gig.number)
    hello = _("Hello {name},").format(name=_one_line(who.name, 120))
    lines = [hello, "", _("{what}: “{title}”.").format(what=what, title=title)]
    if mine := gig.approval_of(who.key):
        by = mine.answer_by.astimezone(who.zone)
        due = _("Please answer by {day}, {time} ({zone}).")
        lines.append(due.format(day=full_day(by.date()), time=f"{by:%H:%M}", zone=who.zone.key))
    lines += [
        "",
        _("I’m Freelance Connector, an app in Microsoft Teams, and I couldn’t reach you there."),
        _("This link opens a chat with me; the request will be there:"),
        "",
        chat_link(bot_id),
        "",
        _("Please don’t reply to this e-mail: nobody reads the answers."),
    ]
    return Letter(subject=_("{what}: {title}").format(what=what, title=title), text="\n".join(lines) + "\n")


def _one_line(text: str, most: int) -> str:
    return " ".join(plain(text, most).split())


def chat_link(bot_id: str) -> str:
    """Opens a chat with the bot in Teams, and offers the app to whoever doesn’t have it yet."""
    return f"https://teams.microsoft.com/l/chat/0/0?users=28:{bot_id}"
