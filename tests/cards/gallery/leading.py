"""The lists of a programme lead."""

from cards.all_gigs import all_gigs_card
from cards.kit.pressed import AdaptiveCard
from gigs.gig import GigState
from ports.overview_storage import Wanted
from tests.cards.approvals import AT
from tests.cards.gallery.story import Story
from use_cases.showing.all_gigs import SHOWN, Overview, Which


def leading(story: Story) -> dict[str, AdaptiveCard]:
    """Full pages, a filtered one, and an empty one."""
    states = [state for state in GigState if state is not GigState.DRAFT][:SHOWN]
    gigs = tuple(story.gig(state) for state in states)
    page = Overview(
        which=Which.ALL,
        wanted=Wanted(),
        gigs=gigs,
        following=3,
        at=AT,
        export="https://gigs.example/export/abc",
        teams=("R&D", "Legal"),
        months=("2026-05", "2026-04"),
        markets=("sandbox", "upwork"),
    )
    filtered = Wanted(state=GigState.LISTED, month="2026-05")
    return {
        "lead_all_gigs": all_gigs_card(page),
        "lead_filtered": all_gigs_card(page.model_copy(update={"wanted": filtered, "following": 0})),
        "lead_stuck": all_gigs_card(page.model_copy(update={"which": Which.STUCK})),
        "lead_open": all_gigs_card(page.model_copy(update={"which": Which.OPEN, "export": ""})),
        "lead_nothing": all_gigs_card(page.model_copy(update={"gigs": (), "following": 0})),
    }
