"""Colleagues to choose from, and who owns a gig."""

from cards.gig import gig_card
from cards.kit.inputs import button, text_field
from cards.kit.pressed import AdaptiveCard
from cards.which_colleague import which_colleague
from gigs.gig import GigState
from tests.cards.gallery.story import Story, person
from use_cases.colleagues.find_colleague import SeveralFit


def _which(story: Story) -> dict[str, AdaptiveCard]:
    way = story.way()
    same_name = [way.ann, way.ann.model_copy(update={"email": story.text("ann.archer@t.example")}), way.dan]
    several = SeveralFit(story.text("an"), same_name * 3)
    back = button("Back", "show_approval", inputs=False, gig=1, revision=1)
    question = text_field(
        "advice_question", "What do you want to know?", story.text("Is it fair?"), lines=True
    )
    replacing = button("Back", "replace_approver_form", inputs=False)
    typed = {"left_person": "an", "successor": "dan@t.example"}
    return {
        "which_colleague": which_colleague(
            several, "ask_advice", "adviser", {}, below=[question], back=back, gig=1, revision=1
        ),
        "which_colleague_slip": which_colleague(
            SeveralFit("Amn", [way.ann]), "replace_approver", "left_person", typed, back=replacing
        ),
    }


def _owners(story: Story) -> dict[str, AdaptiveCard]:
    eve = person("Eve Everett", story.text)
    at_work = story.gig(GigState.ACTIVE).model_copy(
        update={"co_owners": (eve, person("Max Mason", story.text))}
    )
    lead = person("Pia Price", story.text, roles=frozenset({"programme_lead"}))
    return {
        "gig_co_owned": gig_card(story.page(at_work, story.ben)),
        "gig_for_co_owner": gig_card(story.page(at_work, eve)),
        "gig_for_lead": gig_card(story.page(at_work, lead)),
    }


PARTS = (_which, _owners)
