"""What is said about all of somebody's gigs: money, budgets, and the week."""

from datetime import date

import pytest

from cards.about_mine import budget_sentence, only_yours, spent_sentence, week_sentence
from tests.cards.approvals import usd
from tests.cards.pseudo import PSEUDO, plain_words
from translation.catalogue import speaking
from use_cases.permissions.gig_page import BudgetPage
from use_cases.showing.money_spent import Spent
from use_cases.showing.this_week import Coming, Happening

TODAY = date(2026, 5, 12)


def coming(what: Happening = Happening.DUE, gig: int = 12) -> Coming:
    return Coming(gig=gig, title="A logo", what=what, on=TODAY)


def budget(name: str) -> BudgetPage:
    return BudgetPage(name=name, limit=usd(4000), left=usd(1000), uncounted=())


@pytest.mark.parametrize(
    ("sums", "by_all", "told"),
    [
        ((), False, "Your gigs have nothing committed or paid since 12 May 2026."),
        ((), True, "The programme has nothing committed or paid since 12 May 2026."),
        (
            (usd(50), usd(60)),
            False,
            "Your gigs have USD 50.00 and USD 60.00 committed or paid since 12 May 2026, including gigs in approval.",
        ),
    ],
)
def test_what_was_spent_is_one_sentence_whoever_it_is_about(sums, by_all, told):
    assert spent_sentence(Spent(sums=sums, since=TODAY, by_all=by_all)) == told


def test_only_who_asked_for_everybodys_spending_and_may_not_see_it_is_told_so():
    mine = Spent(sums=(), since=TODAY, by_all=False)
    assert only_yours(mine, asked_for_all=True) == " Only a programme lead can see what everybody spent."
    assert only_yours(mine, asked_for_all=False) == ""
    assert only_yours(mine.model_copy(update={"by_all": True}), asked_for_all=True) == ""


def test_each_budget_has_a_sentence_of_its_own():
    assert budget_sentence([budget("cost centre CC-1"), budget("purchase order PO-1")], "") == (
        "Cost centre CC-1 has USD 1,000.00 left of USD 4,000.00. "
        "Purchase order PO-1 has USD 1,000.00 left of USD 4,000.00."
    )


def test_a_budget_that_may_not_be_seen_and_one_that_is_not_there_are_told_the_same():
    assert budget_sentence([], "DES-100").startswith("I can’t show you what’s left of “DES-100”.")
    assert budget_sentence([], "").startswith("I can’t show you a budget.")


@pytest.mark.parametrize(
    ("what", "told"),
    [
        (Happening.DUE, "Gig 12 is due on 12 May 2026."),
        (Happening.START, "Gig 12 is due to start on 12 May 2026."),
        (Happening.ANSWER, "Gig 12 needs your answer by 12 May 2026."),
    ],
)
def test_what_comes_first_in_the_week_is_told(what, told):
    assert week_sentence([coming(what)]) == told


def test_how_much_more_the_week_brings_is_counted():
    assert week_sentence([]) == "Nothing is due in the next seven days."
    assert week_sentence([coming(), coming()]).endswith("2026. 1 more is listed below.")
    assert week_sentence([coming(), coming(), coming()]).endswith("2026. 2 more are listed below.")


def test_all_of_it_is_said_in_the_language_that_is_spoken():
    with speaking(PSEUDO):
        told = [
            spent_sentence(Spent(sums=(), since=TODAY, by_all=True)),
            budget_sentence([], ""),
            week_sentence([coming(), coming(Happening.ANSWER)]),
        ]
    assert list(plain_words([{"text": each} for each in told])) == []
