"""The lists of a programme lead, and what an approver decided."""

from cards.all_gigs import all_gigs_card
from cards.filtered_gigs import filtered_gigs_card
from cards.kit.pressed import AdaptiveCard
from cards.my_decisions import my_decisions_card
from gigs.approval import Decision, Purpose
from gigs.gig import Gig, GigState
from ports.approval_storage import Decided
from ports.overview_storage import Wanted
from tests.cards.approvals import AT, usd
from tests.cards.gallery.story import Story
from use_cases.showing.all_gigs import SHOWN, Overview, Which
from use_cases.showing.filtered_gigs import FilteredGigs, GigsWanted
from use_cases.showing.my_decisions import SHOWN as MOST
from use_cases.showing.my_decisions import MyDecisions


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
    return _decisions(story) | {
        "lead_all_gigs": all_gigs_card(page),
        "lead_filtered": all_gigs_card(page.model_copy(update={"wanted": filtered, "following": 0})),
        "lead_stuck": all_gigs_card(page.model_copy(update={"which": Which.STUCK})),
        "lead_open": all_gigs_card(page.model_copy(update={"which": Which.OPEN, "export": ""})),
        "filtered_all": filtered_gigs_card(_filtered(story, gigs, among_all=True), AT),
        "filtered_mine": filtered_gigs_card(_filtered(story, gigs[:2], among_all=False), AT),
        "filtered_none": filtered_gigs_card(_filtered(story, (), among_all=False), AT),
        "lead_nothing": all_gigs_card(page.model_copy(update={"gigs": (), "following": 0})),
    }


def _filtered(story: Story, gigs: tuple[Gig, ...], *, among_all: bool) -> FilteredGigs:
    """With every filter there is, and everything that may be said of what is left out."""
    wanted = GigsWanted(
        is_everybodys=True,
        state=GigState.LISTED,
        month="2026-05",
        market="upwork",
        team=story.text("Research & Development"),
        waits_for=story.text("Mark Manager"),
    )
    limits = {"over": usd(500), "under": usd(9000)}
    more = among_all and len(gigs) >= SHOWN
    return FilteredGigs(
        wanted=wanted, among_all=among_all, gigs=gigs, more=more, only_newest=not more, uncounted=2, **limits
    )


def _decisions(story: Story) -> dict[str, AdaptiveCard]:
    decided = tuple(
        Decided(
            gig=place,
            revision=1,
            step=1,
            at=AT,
            verdict=list(Decision)[place % 3],
            purpose=list(Purpose)[place % 3],
            amount=usd(100 * place),
            title=story.text("Slides for the spring launch"),
            reason=story.text("Please name the two countries that go first.") if place % 3 else "",
        )
        for place in range(1, MOST + 1)
    )
    page = MyDecisions(decided=decided, following=MOST, opens=frozenset(range(1, MOST)))
    nothing = MyDecisions(decided=(), following=0, opens=frozenset())
    return {"my_decisions": my_decisions_card(page, AT), "my_decisions_none": my_decisions_card(nothing, AT)}
