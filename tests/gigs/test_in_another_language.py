"""What a gig refuses, in the language that nobody speaks: no word is left in plain letters."""

from decimal import Decimal

import pytest

from gigs.amounts import as_seen, is_seen
from gigs.approval import Decision
from gigs.approving import withdraw
from gigs.brief import BriefForm
from gigs.check_brief import check_brief
from gigs.deciding import decide, outcome
from gigs.errors import BriefIncomplete, GigNotFound, OutOfOrder
from gigs.gig import WITHDRAWABLE, GigState
from gigs.money import Money
from tests.cards.pseudo import PSEUDO, plain_words
from tests.support.builders import a_form, a_gig, a_person, asking, every_state
from tests.support.cases import every_case
from tests.support.clock import NOON
from translation.catalogue import speaking

NAMED = a_person("一")
WRONG = {
    "amount": ("", "1.200", "-1", "0", "1.001"),
    "due": ("", "31.31.2031", "03/04/2030", "2020-01-01"),
    "hours": ("", "0"),
    "weekly_hours": ("99",),
    "deliverables": ("\n".join("一" * 11),),
    "title": ("一" * 101,),
    "links": ("一", "https://1:2@1.1.1.1", "https://1.1.1.1 https://1.1.1.2"),
}


def problems(form: BriefForm) -> dict[str, str]:
    with pytest.raises(BriefIncomplete) as refused:
        check_brief(form, today=NOON.date(), marketplaces=(), questions=("q",))
    return refused.value.problems


def plain(*texts: str) -> list[str]:
    """Those of these texts that have a word in plain letters."""
    return list(plain_words([{"text": text} for text in texts]))


def test_every_problem_of_a_brief_is_translated():
    with speaking(PSEUDO), every_case() as case:
        with case("nothing typed"):
            assert plain(*problems(BriefForm()).values()) == []
        for field, texts in WRONG.items():
            for typed in texts:
                with case(f"{field}: {typed[:20]!r}"):
                    price = "hourly" if "hours" in field else "fixed"
                    found = problems(a_form(price_type=price, **{field: typed}))
                    assert plain(*found.values()) == []


def test_what_became_of_a_question_is_translated():
    with speaking(PSEUDO), every_case() as case:
        for decision in Decision:
            with case(decision):
                gig = a_gig(GigState.IN_APPROVAL, approvers=(NAMED,))
                gig = decide(gig, NAMED.key, decision, reason="一", asking=asking())
                assert plain(outcome(gig)) == []


def test_why_a_gig_cannot_be_found_or_withdrawn_is_translated():
    with speaking(PSEUDO), every_case() as case:
        with case("not found"):
            assert plain(str(GigNotFound(9))) == []
        for state in every_state(but=WITHDRAWABLE):
            with case(state), pytest.raises(OutOfOrder) as refused:
                withdraw(a_gig(state), at=NOON)
            assert plain(str(refused.value)) == []


def test_what_was_confirmed_is_the_same_amount_in_whatever_language_it_is_read_back():
    price = Money(amount=Decimal("1200.50"), currency="USD")
    seen = as_seen(price)
    shown = str(price)
    with speaking(PSEUDO):
        assert str(price) != shown
        assert as_seen(price) == seen == "USD 1200.50"
        assert is_seen(price, seen)
        assert not is_seen(price, "USD 1200.00")
    assert is_seen(price, shown)
    assert not is_seen(price, "")
