"""What a programme lead is told about one gig's history: whether it is proved, and how to pass it on."""

from cards.kit.elements import badge, callout, facts, frame, header, section
from cards.kit.pressed import AdaptiveCard, OpenUrlAction
from cards.kit.texts import count, day_of, line, run, words
from cards.kit.words import STATES
from use_cases.audit.audit_gig import Audited


def audit_card(audited: Audited) -> AdaptiveCard:
    """The verdict, the auditor's link, and the command that exports the same."""
    trail = audited.trail
    gig, look = trail.gig, STATES[trail.gig.state]
    if trail.fault:
        told = callout(
            "attention",
            f"The history is broken at entry {trail.fault.number}",
            words("Something was changed behind the back of the product. Tell whoever runs the database."),
            line(run(trail.fault.sentence, most=300)),
        )
    else:
        told = callout("good", "The history is proved", words("Every entry is as it was written."))
    body = [
        header(f"Audit of gig {gig.number}", gig.title, badge(look.label, look.style, "Right")),
        told,
        facts(
            ("Entries", count(len(trail.entries), "entry", "entries")),
            ("Link valid until", day_of(audited.until)),
        ),
        section(
            "For an auditor",
            words("Whoever has this address can read the approvals and the history of this one gig:"),
            line(run(audited.address, most=2000, size="Small")),
        ),
        section(
            "To keep it",
            words("Whoever runs the product can export this history, and prove all of them:"),
            line(
                run(
                    f"python3 run.py audit export --gig {gig.number} --out gig-{gig.number}.csv", size="Small"
                )
            ),
            line(run("python3 run.py audit verify", size="Small")),
        ),
    ]
    opens = OpenUrlAction(title="Open the trail", url=audited.address)
    return frame(body, [opens], summary=f"Audit of gig {gig.number}: {_verdict(audited)}")


def _verdict(audited: Audited) -> str:
    fault = audited.trail.fault
    return fault.sentence if fault else "the history is proved"
