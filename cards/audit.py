"""What a programme lead is told about one gig's history: whether it is proved, and how to pass it on."""

from cards.kit.elements import Body, badge, callout, facts, frame, header, section
from cards.kit.pressed import AdaptiveCard, OpenUrlAction
from cards.kit.texts import day_of, line, run, words
from cards.kit.words import STATES
from translation.catalogue import _, n_
from translation.formats import number
from use_cases.audit.audit_gig import Audited


def audit_card(audited: Audited) -> AdaptiveCard:
    """The verdict, the auditor's link, and the command that exports the same."""
    trail = audited.trail
    gig, look = trail.gig, STATES[trail.gig.state]
    if trail.fault:
        told = callout(
            "attention",
            _("The history is broken at entry {number}").format(number=trail.fault.number),
            words(_("Something was changed outside the product. Tell whoever runs the database.")),
            line(run(trail.fault.sentence, most=300)),
        )
    else:
        told = callout("good", _("The history is proved"), words(_("Every entry is as it was written.")))
    title = _("Audit of gig {number}").format(number=gig.number)
    entries = n_("{n} entry", "{n} entries", len(trail.entries)).format(n=number(len(trail.entries)))
    body = [
        header(title, gig.title, badge(look.label, look.style, "Right")),
        told,
        facts((_("Entries"), entries), (_("Link valid until"), day_of(audited.until))),
        *_passing_on(audited),
    ]
    opens = OpenUrlAction(title=_("Open the trail"), url=audited.address)
    return frame(body, [opens], summary=_summary(audited))


def _passing_on(audited: Audited) -> Body:
    """The link for an auditor, and the commands that keep a copy and prove it."""
    gig = audited.trail.gig.number
    export = f"python3 run.py audit export --gig {gig} --out gig-{gig}.csv"  # not for people
    verify = "python3 run.py audit verify"  # not for people
    return [
        section(
            _("For an auditor"),
            words(_("Anybody with this address can read the approvals and the history of this one gig:")),
            line(run(audited.address, most=2000, size="Small")),
        ),
        section(
            _("To keep a copy"),
            words(_("Whoever runs the product can export this history, and prove all histories:")),
            line(run(export, size="Small")),
            line(run(verify, size="Small")),
        ),
    ]


def _summary(audited: Audited) -> str:
    gig, fault = audited.trail.gig.number, audited.trail.fault
    if fault:
        return _("Audit of gig {number}: {fault}").format(number=gig, fault=fault.sentence)
    return _("Audit of gig {number}: the history is proved").format(number=gig)
