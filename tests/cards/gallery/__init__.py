"""One of every card, drawn from the same story; every text of a person or a marketplace can be swapped."""

from cards.kit.pressed import AdaptiveCard
from tests.cards.gallery import approving, forms, inside, market, notices, people
from tests.cards.gallery.accounts import accounts
from tests.cards.gallery.answers import answers
from tests.cards.gallery.case_studies import case_studies
from tests.cards.gallery.coach import coach
from tests.cards.gallery.forms import MARKETS, PROBLEMS, QUESTIONS, policy_form, seen_of
from tests.cards.gallery.leading import leading
from tests.cards.gallery.lessons import lessons
from tests.cards.gallery.made_pages import made_pages
from tests.cards.gallery.market import judged
from tests.cards.gallery.notices import a_notice
from tests.cards.gallery.playbook import playbook
from tests.cards.gallery.several_markets import several_markets
from tests.cards.gallery.story import Story, Text, a_brief, a_form, same
from tests.cards.gallery.talent import talent

__all__ = [
    "MARKETS",
    "PROBLEMS",
    "QUESTIONS",
    "Story",
    "Text",
    "a_brief",
    "a_form",
    "a_notice",
    "every_card",
    "judged",
    "policy_form",
    "seen_of",
]


def every_card(text: Text = same) -> dict[str, AdaptiveCard]:
    """Each card there is, by a name for the test or the picture."""
    story = Story(text)
    parts = (
        *forms.PARTS,
        *approving.PARTS,
        *market.PARTS,
        *notices.PARTS,
        *people.PARTS,
        *inside.PARTS,
        several_markets,
        accounts,
        answers,
        leading,
        lessons,
        case_studies,
        coach,
        playbook,
        made_pages,
        talent,
    )
    return {name: card for part in parts for name, card in part(story).items()}
