"""Hints beside a preview: mended by one press, dismissed until their text changes, counted, and never saying more than one may know."""

from datetime import timedelta

import pytest

from coach.hints import Kind
from gigs.brief import Category, DataTier
from gigs.errors import GigNotFound, NotAllowed, OutOfOrder
from gigs.gig import GigState
from gigs.summary import Audience, Sharing, summary_of
from ports.hint_storage import HintCount
from tests.support.builders import MARK, RITA, a_gig, usd
from tests.support.one_by_one import one_by_one
from tests.use_cases.company import preview, rules
from tests.use_cases.world import PAT, SAM
from use_cases.requesting.beside_preview import beside_preview
from use_cases.requesting.heed_hint import dismiss_hint, mend_hint
from use_cases.requesting.submit_gig import preview_gig, submit_gig
from use_cases.retention.delete_old import Retention, delete_old
from use_cases.showing.hint_counts import hint_counts

SOUND = "A deck our sales team can present without help. Animations are out of scope."
VAGUE = f"A nice deck. {SOUND}"


async def beside(world, who=RITA, *, all_hints=False, **typed):
    return await beside_preview(world.context, who, await preview(world, who, **typed), all_hints=all_hints)


async def again(world, number=1, *, all_hints=False):
    """The preview of what is saved now, and what is beside it."""
    gig = await world.gig(number)
    seen = await preview_gig(world.context, RITA, gig.form, number=number)
    return await beside_preview(world.context, RITA, seen, all_hints=all_hints)


async def edits(world, **typed):
    gig = await world.gig()
    await preview_gig(world.context, RITA, gig.form.model_copy(update=typed), number=gig.number)
    return await again(world)


def ids(shown):
    return [hint.id for hint in shown.hints]


async def past(world, *costs, days=14, audience=Audience.EVERYBODY, **changes):
    """Closed gigs of Sam that cost this much."""
    base = summary_of(a_gig(GigState.CLOSED, requester=SAM), Sharing(audience=audience))
    async with one_by_one(world.store) as tx:
        for number, cost in enumerate(costs, start=101):
            update = {
                "gig": number,
                "cost": cost,
                "days": days,
                "domain": Category.PRESENTATION,
                "owners": (SAM.key,),
            }
            await tx.summaries.put(base.model_copy(update=update | {"title": f"Deck {number}"} | changes))


async def test_a_sound_brief_has_no_hint(world):
    assert (await beside(world, outcome=SOUND)).hints == ()


async def test_the_most_useful_come_first_and_the_others_when_asked_for(world):
    rules(world, "customers: [Fabrikam]")
    typed = {"title": "A cool deck for Fabrikam", "outcome": "Call 0171 2345678 asap.", "acceptance": "TBD"}
    found = await beside(world, **typed)
    assert [hint.kind for hint in found.hints] == [
        Kind.PERSONAL, Kind.CUSTOMER, Kind.UNCHECKABLE, Kind.SCOPE, Kind.VAGUE, Kind.VAGUE,
    ]  # fmt: skip
    assert [hint.kind for hint in found.shown] == [Kind.PERSONAL, Kind.CUSTOMER, Kind.UNCHECKABLE]
    assert (await again(world, all_hints=True)).shown == found.hints


async def test_one_press_mends_and_is_counted_as_heeded(world):
    await beside(world, outcome=VAGUE)
    done = await mend_hint(world.context, RITA, 1, "vague.outcome")
    assert done.gig.form.outcome == f"A deck. {SOUND}"
    assert ids(await again(world)) == []
    assert await hint_counts(world.context, PAT) == [HintCount(kind="vague", shown=1, heeded=1)]


async def test_an_edit_heeds_it_as_well(world):
    await beside(world, outcome=VAGUE)
    assert ids(await edits(world, outcome=SOUND)) == []
    assert await hint_counts(world.context, PAT) == [HintCount(kind="vague", shown=1, heeded=1)]


async def test_looking_again_is_counted_once(world):
    await beside(world, outcome=VAGUE)
    await again(world)
    await again(world)
    assert await hint_counts(world.context, PAT) == [HintCount(kind="vague", shown=1)]


async def test_a_dismissed_hint_stays_away_until_its_words_change(world):
    await beside(world, outcome=VAGUE)
    await dismiss_hint(world.context, RITA, 1, "vague.outcome")
    await dismiss_hint(world.context, RITA, 1, "vague.outcome")  # a second press
    assert ids(await again(world)) == []
    assert ids(await edits(world, outcome=f"For May. {VAGUE}")) == []
    assert ids(await edits(world, outcome=f"A cool deck. {SOUND}")) == ["vague.outcome"]
    assert await hint_counts(world.context, PAT) == [HintCount(kind="vague", shown=2, dismissed=1)]


async def test_another_gig_has_hints_of_its_own(world):
    await beside(world, outcome=VAGUE)
    await dismiss_hint(world.context, RITA, 1, "vague.outcome")
    assert ids(await beside(world, outcome=VAGUE)) == ["vague.outcome"]


async def test_a_hint_that_no_longer_applies_changes_nothing(world):
    await beside(world, outcome=SOUND)
    for hint in ("vague.outcome", "budget.amount", "nothing", ""):
        done = await mend_hint(world.context, RITA, 1, hint)
        assert (done.hint, done.gig.form.outcome) == (None, SOUND)


async def test_a_hint_never_stops_a_submission(world):
    await past(world, *[usd(200)] * 5)
    seen = await preview(
        world, outcome="Call 0171 2345678 asap", acceptance="TBD", deliverables="Some slides"
    )
    assert len((await beside_preview(world.context, RITA, seen)).hints) > 3
    gig = await submit_gig(world.context, RITA, seen.gig.number, revision=0, seen=seen.seen)
    assert gig.state is GigState.IN_APPROVAL


async def test_only_whoever_may_edit_the_draft_mends_or_dismisses(world):
    await beside(world, outcome=VAGUE)
    for person in (SAM, PAT, MARK):
        for does in (mend_hint, dismiss_hint):
            with pytest.raises((GigNotFound, NotAllowed)):
                await does(world.context, person, 1, "vague.outcome")
    seen = await world.previewed_again(1)
    assert (await submit_gig(world.context, RITA, 1, revision=0, seen=seen)).state is GigState.IN_APPROVAL
    for does in (mend_hint, dismiss_hint):
        with pytest.raises((OutOfOrder, NotAllowed)):
            await does(world.context, RITA, 1, "vague.outcome")
    assert (await world.gig()).form.outcome == VAGUE


async def test_only_a_lead_sees_the_counts(world):
    for person in (RITA, MARK, SAM):
        with pytest.raises(NotAllowed, match="programme lead"):
            await hint_counts(world.context, person)


async def test_an_unusual_budget_is_told_with_the_gigs_behind_it(world):
    await past(world, *map(usd, (180, 200, 200, 210, 240)))
    [hint] = (await beside(world, outcome=SOUND)).hints
    assert (hint.id, hint.usual.count) == ("budget.amount", 5)
    assert hint.usual.money == (usd(200), usd(200), usd(210))
    assert [one.title for one in hint.usual.behind] == ["Deck 103", "Deck 102", "Deck 104"]
    done = await mend_hint(world.context, RITA, 1, "budget.amount")
    assert done.gig.form.amount == "200.00"
    assert ids(await again(world)) == []


async def test_a_due_date_much_too_early_is_moved_to_the_usual_one(world):
    await past(world, *[None] * 5, days=40)
    [hint] = (await beside(world, outcome=SOUND, due="2026-12-02")).hints
    assert (hint.id, hint.usual.days) == ("due.due", (40, 40, 40))
    done = await mend_hint(world.context, RITA, 1, "due.due")
    assert done.gig.form.due == "2027-01-09"
    assert ids(await again(world)) == []


async def test_too_few_gigs_another_currency_or_another_kind_of_work_tell_nothing(world):
    await past(world, *map(usd, (180, 200, 200, 210)))
    assert (await beside(world, outcome=SOUND)).hints == ()
    await past(world, *map(usd, (180, 200, 200, 210, 240)), domain=Category.VIDEO)
    assert (await beside(world, outcome=SOUND)).hints == ()
    await past(world, *map(usd, (180, 200, 200, 210, 240)))
    assert (await beside(world, outcome=SOUND, currency="EUR")).hints == ()
    assert ids(await beside(world, outcome=SOUND)) == ["budget.amount"]


async def test_figures_come_from_nothing_that_their_reader_may_not_know_of(world):
    with_budget = ["budget.amount"]
    for audience, tier, withdrawn, for_rita, for_lead in (
        (Audience.EVERYBODY, DataTier.GENERAL, False, True, True),
        (Audience.LEADS, DataTier.GENERAL, False, False, True),
        (Audience.DIVISION, DataTier.GENERAL, False, False, True),
        (Audience.EVERYBODY, DataTier.CONFIDENTIAL, False, False, True),
        (Audience.EVERYBODY, DataTier.GENERAL, True, False, False),
    ):
        sharing = Sharing(audience=audience, withdrawn=withdrawn)
        await past(world, *[usd(200)] * 6, tier=tier, sharing=sharing, division="Elsewhere")
        assert ids(await beside(world, outcome=SOUND)) == (with_budget if for_rita else [])
        assert ids(await beside(world, PAT.model_copy(update={"manager": MARK.key}), outcome=SOUND)) == (
            with_budget if for_lead else []
        )


async def test_nobody_heeded_a_figure_that_became_usual_by_itself(world):
    await past(world, *[usd(200)] * 5)
    await beside(world, outcome=SOUND)
    await past(world, *[usd(1200)] * 5)
    assert ids(await again(world)) == []
    assert await hint_counts(world.context, PAT) == [HintCount(kind="budget", shown=1)]


async def test_a_brief_in_another_language_than_the_marketplaces_is_told(world):
    german = "Der Vertrieb stellt auf der Tagung die neuen Preise vor. Animationen und Sprechertexte brauchen wir nicht."
    assert ids(await beside(world, outcome=german)) == []
    rules(world, "languages: {sandbox: [en]}")
    [hint] = (
        await beside(
            world, outcome=german, deliverables="20 Folien", acceptance="Alle Folien nutzen die Vorlage."
        )
    ).hints
    assert (hint.id, hint.language, hint.wanted) == ("language.outcome", "de", ("en",))
    done = await mend_hint(world.context, RITA, 2, hint.id, market="sandbox")
    assert done.gig.form.outcome == german  # the form is opened, and nothing is changed


async def test_hints_cost_one_transaction_of_few_statements(world):
    seen = await preview(world, outcome=VAGUE)
    before = len(world.store.counted.by_transaction)
    await beside_preview(world.context, RITA, seen)
    [statements] = world.store.counted.by_transaction[before:]
    assert statements <= 10  # three of them for what was done and learned before
    before = len(world.store.counted.by_transaction)
    await beside_preview(world.context, RITA, seen)
    [statements] = world.store.counted.by_transaction[before:]
    assert statements <= 8


async def test_what_became_of_a_hint_is_forgotten_in_time_and_what_was_counted_stays(world):
    await beside(world, outcome=VAGUE)
    world.clock.advance(91 * 86400)
    days = timedelta(days=90)
    await delete_old(
        world.context,
        Retention(notices=days, operations=days, copies=days, dialogs=days, readings=days, call_counts=days),
    )
    async with one_by_one(world.store) as tx:
        assert await tx.hints.of_gig(RITA.key.tenant, 1) == []
    assert await hint_counts(world.context, PAT) == [HintCount(kind="vague", shown=1)]
