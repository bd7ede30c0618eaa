"""What people read of a history is made of kinds, facts and names when it is shown; what was written stays as it was."""

import pytest

from gigs.approval import Came, Purpose
from gigs.contract import MilestoneState
from gigs.history import Entry, Said, freelancer_ref
from gigs.history_facts import FACTS
from gigs.history_kinds import EntryFacts, EntryKind, Part
from gigs.route import Lane
from tests.cards.pseudo import PSEUDO, plain_words
from tests.support.builders import FAYE, MARK, RITA, usd
from tests.support.clock import NOON
from tests.support.histories import of_before_kinds
from translation.catalogue import speaking
from use_cases.audit.export_line import said_in
from use_cases.entries import entry, heard, people
from use_cases.showing.entry_texts import TEXTS
from use_cases.showing.history_text import NAMELESS_FREELANCER, NAMELESS_PERSON, SELF, shown

PART = Part(id="m1", title="Storyline", amount=usd(300), state=MilestoneState.SUBMITTED)
EVERYTHING = EntryFacts(
    revision=2,
    step=1,
    step_name="Manager",
    purpose=Purpose.POST,
    came=Came.DELEGATED,
    carried_from=1,
    person="mark",
    to="faye",
    instead_of="mark",
    people=("mark", "faye"),
    has_left=True,
    amount=usd(1200),
    excess=usd(200),
    policy="abc123",
    lane=Lane.EMERGENCY,
    marketplace="upwork",
    listing="L1",
    contract="C1",
    freelancer="P1",
    freelancers=("P1", "P2"),
    milestone=PART,
    milestones=(PART,),
    deliverable="D1",
    rating=4,
    hire_again=True,
    score=9,
    operation="post",
    reference="FC-1",
    link="link-1",
    until=NOON,
    hours=12,
    source=12,
    erased=("freelancer:P1",),
    reason="Because.",
    words="Well.",
)
NAMES = people(RITA, MARK, FAYE) | {freelancer_ref("P1"): "Noor van Dijk", freelancer_ref("P2"): "Kev D."}


def with_all(kind, names=NAMES):
    facts = {name: fact for name, fact in EVERYTHING if name in FACTS[kind]}
    return Said(entry=Entry(at=NOON, actor=RITA.key, kind=kind, facts=EntryFacts(**facts)), names=names)


def test_every_kind_has_its_text_and_no_other_has_one():
    assert set(TEXTS) == set(EntryKind)


@pytest.mark.parametrize("kind", EntryKind)
def test_no_text_shows_how_it_is_made_whatever_is_known(kind):
    bare = Said(entry=Entry(at=NOON, kind=kind))
    for said in (with_all(kind), with_all(kind, {}), bare):
        told = shown(said)
        text = f"{told.who} {told.sentence}"
        assert not set("{}_") & set(text), text
        assert "None" not in text
        assert told.who
        assert told.who[:1].isupper()


@pytest.mark.parametrize("kind", EntryKind)
def test_every_detail_of_a_text_can_be_filled_from_the_facts_of_its_kind(kind):
    """A detail that names a fact which its kind never has would be left out for ever."""
    detail = shown(with_all(kind)).detail
    without = [part.split("{")[0] for part in TEXTS[kind].details]
    assert all(words in detail for words in without)
    assert bool(detail) >= bool(TEXTS[kind].details)


def test_nothing_of_a_kind_that_people_typed_is_left_out():
    for kind in EntryKind:
        detail = shown(with_all(kind)).detail
        assert ("Because." in detail) == ("reason" in FACTS[kind] and "words" not in FACTS[kind])
        assert ("Well." in detail) == ("words" in FACTS[kind])


def told(kind, **facts):
    return shown(heard(kind, NOON, EntryFacts(**facts), NAMES))


def test_marketplaces_are_called_as_people_call_them():
    assert told(EntryKind.LISTING_POSTED, marketplace="upwork", listing="L1").who == "Upwork"
    assert told(EntryKind.LISTING_POSTED, marketplace="gone").who == "gone"
    assert told(EntryKind.LISTING_POSTED).who == "The marketplace"
    assert told(EntryKind.CLOCK_RAN).who == SELF


@pytest.mark.parametrize("came", Came)
def test_how_somebody_came_to_be_asked_is_said(came):
    every = {told(EntryKind.APPROVER_ASKED, person="mark", came=one).what for one in Came}
    assert len(every) == len(Came)
    assert told(EntryKind.APPROVER_ASKED, person="mark", came=came).who == MARK.name


def test_a_submission_reads_in_one_line():
    facts = {"amount": usd(1200), "people": ("mark",), "policy": "abc", "lane": Lane.STANDARD}
    assert told(EntryKind.GIG_SUBMITTED, **facts).sentence == (
        "submitted the gig: USD 1,200.00, to Mark Manager, policy abc"
    )
    nobody = told(EntryKind.GIG_SUBMITTED, people=(), lane=Lane.SELF_SERVICE)
    assert nobody.detail == "self-service, no approval needed"


def test_an_erased_name_is_said_to_be_erased():
    nameless = shown(with_all(EntryKind.HIRE_DECIDED, people(RITA)))
    assert nameless.detail == f"{NAMELESS_FREELANCER} for USD 1,200.00"
    assert shown(with_all(EntryKind.OFFER_DECLINED, {})).who == "A freelancer (name erased)"
    assert shown(with_all(EntryKind.BRIEF_EDITED, {})).who == NAMELESS_PERSON.capitalize()
    some = {freelancer_ref("P2"): "Kev D."}
    assert shown(with_all(EntryKind.PROPOSALS_RECEIVED, some)).detail == f"Kev D., {NAMELESS_FREELANCER}"
    assert shown(with_all(EntryKind.PROPOSALS_RECEIVED, {})).detail == "2 freelancers (names erased)"


def test_what_somebody_typed_is_never_read_as_a_pattern():
    said = told(EntryKind.LISTING_REFUSED, marketplace="upwork", reason="{listing} {0} %s {amount}")
    assert said.detail == "{listing} {0} %s {amount}"


def test_a_marketplaces_reason_is_kept_without_the_freelancers_name():
    said = heard(EntryKind.OFFER_REFUSED, NOON, EntryFacts(reason="Kev D. asks for more."), NAMES)
    assert said.entry.facts.reason == "the freelancer asks for more."


def test_entries_of_before_kinds_are_shown_in_their_own_words():
    every = [said_in(kept) for kept in of_before_kinds()]
    lines = [shown(said) for said in every if said]
    assert len(lines) == len(every)
    assert [(one.who, one.sentence) for one in lines[:5]] == [
        ("Rita Requester", "submitted: USD 1,200.00, to Mark Manager, under policy test 0839d572"),
        ("Mark Manager", "was asked: step 1, Manager"),
        ("Mark Manager", "approved"),
        ("Sandbox marketplace", "listed: L1"),
        (
            "Sandbox marketplace",
            "brought proposals: Hyun-woo Park, Ryan Cole, Ingrid Solheim, Bilal Ahmed, Kev D., Noor van Dijk",
        ),
    ]
    assert lines[-1].sentence == "rejected: No, not\nthis year."


@pytest.mark.parametrize(
    "purpose, said",
    [
        (Purpose.POST, "approved"),
        (Purpose.EXCESS, "approved: the extra USD 260.00 for the offer"),
        (Purpose.EXTENSION, "approved: USD 260.00 more for work under way"),
    ],
)
def test_a_decision_says_what_it_was_about_where_that_was_not_the_gig_itself(purpose, said):
    facts = EntryFacts(purpose=purpose, amount=usd(260))
    assert shown(entry(MARK, EntryKind.APPROVAL_GIVEN, NOON, facts)).sentence == said


@pytest.mark.parametrize("kind", EntryKind)
def test_all_of_it_but_names_and_typed_words_is_in_the_language_that_is_spoken(kind):
    names = dict.fromkeys(NAMES, "一")
    facts = EVERYTHING.model_copy(
        update={
            **dict.fromkeys(("policy", "step_name", "listing", "reference", "link", "reason", "words"), "二"),
            "marketplace": "三",
            "milestone": PART.model_copy(update={"title": "四"}),
            "milestones": (PART.model_copy(update={"title": "四"}),),
        }
    )
    known = {name: fact for name, fact in facts if name in FACTS[kind]}
    said = Said(entry=Entry(at=NOON, actor=RITA.key, kind=kind, facts=EntryFacts(**known)), names=names)
    nameless = said.model_copy(update={"names": {}})
    with speaking(PSEUDO):
        assert [
            *plain_words([{"text": f"{told.who} {told.sentence}"} for told in map(shown, (said, nameless))])
        ] == []
