"""What the kit says: facts of the product, sentences of the policy, titles of the playbook; nothing that none of them says."""

from collections.abc import Sequence
from typing import NamedTuple

from cards.kit.fields import CATEGORIES
from gigs.brief import Category
from gigs.marketplaces import TITLES
from playbook.playbook import Playbook
from playbook.practice import Step
from policy.policy import Policy
from policy.words import for_requesters

PROMISE = "Freelance Connector helps you hire a freelancer for a piece of work, by our own rules and without leaving Teams."
STEPS = (
    ("Brief", "Say “post a gig” and describe what you need on one card: outcome, budget and dates."),
    ("Approval", "Your approver answers in Teams. Nothing is public before that."),
    ("Hire", "Compare the proposals of freelancers side by side, and choose one."),
    ("Work", "Accept what is handed in, and it’s paid."),
    ("Close", "Rate the work and leave a lesson for whoever comes next."),
)
COMMANDS = (
    ("post a gig", "describe the work and submit it for approval"),
    ("my gigs", "your gigs with their status and next step"),
    ("playbook", "templates for work that comes up again"),
    ("case studies", "how colleagues did it"),
    ("help", "everything it understands"),
)


class Part(NamedTuple):
    """A heading, and the points under it."""

    title: str
    points: tuple[str, ...]


class Contents(NamedTuple):
    """Everything the files of the kit are made of. A part without points is left out."""

    policy: str
    rules: tuple[Part, ...]
    templates: tuple[Part, ...]
    first_gig: Part
    marketplaces: tuple[str, ...]

    @property
    def questions(self) -> tuple[Part, ...]:
        """Questions that colleagues ask, each with the answers that the rules give."""
        named = {part.title: part.points for part in self.rules}
        asked = [Part(question, named[title]) for title, question in _QUESTIONS.items() if title in named]
        return (
            Part("How do I begin?", (STEPS[0][1], "Or say it in a sentence: “I need a logo by 1 March”.")),
            *(
                [Part("What should I know before my first gig?", self.first_gig.points)]
                if self.first_gig.points
                else []
            ),
            *asked,
            Part(
                "Can I order something by mistake?",
                (
                    "No. Nothing is posted before our policy’s approvals, nor anybody hired before you confirm the price.",
                ),
            ),
            Part("Who helps me?", ("Say “ask the programme team”: they get your question in Teams.",)),
        )


MONEY = "Money"
_APPROVES, _DATA, _CONFIRMED, _MARKETS = (
    "Who approves",
    "Which data may go out",
    "What you’re asked before you submit",
    "Marketplaces",
)
_QUESTIONS = {
    _APPROVES: "Who has to approve my gig?",
    _DATA: "Which data may I give to a freelancer?",
    _CONFIRMED: "What do I have to confirm?",
    _MARKETS: "Where is my gig posted?",
    "When it can’t wait": "What if it’s urgent?",
}


def contents_of(policy: Policy, playbook: Playbook, marketplaces: Sequence[str]) -> Contents:
    """From the policy as it is now. What it doesn't say isn't in the kit."""
    rules, names = for_requesters(policy), tuple(TITLES.get(name, name) for name in marketplaces)
    where = (f"Gigs are posted to {' and '.join(names)}.",) if names else ()
    parts = (
        Part(_APPROVES, rules.approval),
        Part(MONEY, rules.money),
        Part(_DATA, rules.data),
        Part(_CONFIRMED, rules.confirmed),
        Part(_MARKETS, (*where, *rules.marketplaces)),
        Part("When it can’t wait", rules.urgent),
    )
    domains = [(domain, playbook.of(domain)) for domain in Category]
    first = [one for one in playbook.at(Step.FIRST_GIG) if one.steps[0] is Step.FIRST_GIG]
    return Contents(
        policy=policy.version,
        rules=tuple(part for part in parts if part.points),
        templates=tuple(
            Part(CATEGORIES[domain], tuple(one.title for one in found)) for domain, found in domains if found
        ),
        first_gig=Part("Your first gig", tuple(point for one in first for point in (*one.text, *one.rules))),
        marketplaces=names,
    )
