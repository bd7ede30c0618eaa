"""Letters that look like a template are marked with evidence; honest letters about the same brief are not."""

from decimal import Decimal

import pytest

from gigs.gig import GigState
from gigs.money import Money
from gigs.proposal import Proposal, ProposalStatus
from marketplace.sandbox.cast import CAST, Freelancer, Style
from marketplace.sandbox.letters import answers, letter
from policy.rates import Rates
from ports.marketplace import PostRequest
from tests.support.builders import a_brief, a_gig, a_proposal
from use_cases.listing.post_gig import post_request
from use_cases.permissions.remark import Hint
from use_cases.showing.likeness import hints
from use_cases.showing.remarks import remarks_on

BRIEF = a_brief(screening=("Which tools do you use?", "When can you start?"))
REQUEST: PostRequest = post_request(BRIEF, reference="FC-1")
HONEST = {
    "Maren Holt": (
        "Hello, your launch deck for Aurora caught my eye because I spent six years in pharma sales and know how it feels "
        "to present slides somebody else made. I would begin with the storyline: three messages, one per act, agreed with "
        "you before I open PowerPoint. Speaker notes I write as spoken sentences. Two questions: who is in the room, and "
        "does the brand guide have a dark variant?"
    ),
    "Josef Brandl": (
        "Hello, thanks for a clear brief. A launch deck with 20 slides and speaker notes is about nine days of my time, and "
        "I can start on Monday. My last three decks were for medical device companies; I can show two of them under NDA. I "
        "work in PowerPoint with real master slides, so your team can change things later without breaking the brand guide."
    ),
    "Priya Raman": (
        "I read your brief twice. The part I would worry about is that your sales team should present it without help: "
        "that is a matter of the storyline and of the speaker notes more than of the 20 slides. I propose a rehearsal "
        "recording after the first round, so that we hear where people stumble. The deck will open in PowerPoint on Mac "
        "and Windows; I test both."
    ),
    "Luca Ferri": (
        "For Aurora I would do fewer words and larger pictures. I am a designer first: the storyline would come from you or "
        "from somebody in your team, and I turn it into 20 slides that follow the brand guide to the letter. Speaker notes "
        "are included. I am cheaper than a full service because of that split."
    ),
}
TEMPLATE = (
    "Dear Hiring Manager, greetings of the day! My name is {name} and I have gone through your job posting and I am very "
    "confident that I can deliver high quality work. I have {years}+ years of experience in this field and completed "
    "{jobs} projects with 5 star feedback. I am available {hours} hours per week and can start immediately. Kindly message "
    "me so that we can discuss further. Looking forward to a long term relationship. Regards, {name}"
)


def wrote(name: str, text: str, **changes: object) -> Proposal:
    return a_proposal(id=f"P-{name}", freelancer=name, letter=text, **changes)


def templated(name: str, years: int) -> Proposal:
    return wrote(name, TEMPLATE.format(name=name, years=years, jobs=years * 41, hours=years + 30))


def marked(*proposals: Proposal) -> dict[str, Hint]:
    return {hint.proposal: hint for hint in hints(proposals, BRIEF)}


def test_honest_letters_about_the_same_brief_are_not_marked():
    assert marked(*(wrote(name, text) for name, text in HONEST.items())) == {}


def test_the_same_letter_under_other_names_and_numbers_is_marked_with_whose_and_what():
    found = marked(
        templated("Rajan Mehta", 8), *(wrote(*one) for one in HONEST.items()), templated("Olga Petrova", 12)
    )
    assert set(found) == {"P-Rajan Mehta", "P-Olga Petrova"}
    alike = found["P-Olga Petrova"].likeness
    assert alike is not None
    assert (alike.freelancer, alike.percent >= 95) == ("Rajan Mehta", True)
    assert alike.quote.startswith("hours per week and can start immediately. Kindly message me")
    assert len(alike.quote) <= 140


def test_a_template_with_a_sentence_of_its_own_is_still_found():
    own = templated("Ivo Marek", 5)
    own = own.model_copy(
        update={"letter": own.letter + " PowerPoint is what I do every day for many clients."}
    )
    found = marked(templated("Rajan Mehta", 8), own)
    assert found["P-Ivo Marek"].likeness is not None


def test_a_letter_that_names_nothing_of_the_brief_is_marked():
    found = marked(wrote("Kev", "hi i can do this cheap and fast. pls award me i need good review thx"))
    assert (found["P-Kev"].names_nothing, found["P-Kev"].likeness) == (True, None)


def test_one_telling_word_of_the_brief_in_any_form_is_enough():
    assert marked(wrote("Ann", "I tell stories and have told many: storytellers like me are rare.")) == {}


def test_short_letters_are_not_alike_by_chance():
    found = marked(wrote("A", "I can do your slides."), wrote("B", "I can do your slides."))
    assert found == {}


def test_no_letter_is_no_hint_and_neither_is_one_that_had_to_leave_our_store():
    assert marked(wrote("A", ""), wrote("B", "Nothing here.", purged=True)) == {}


@pytest.mark.parametrize("text", ["\u8a9e" * 3000, "\u202e" * 50, "0 " * 2000, "\n\n\n", "'’'"])
def test_any_text_at_all_is_taken(text):
    assert set(marked(wrote("A", text), wrote("B", text))) <= {"P-A", "P-B"}


def of_the_cast(style: Style) -> list[Freelancer]:
    return [one for one in CAST if one.style is style]


def test_of_the_sandboxs_cast_the_templates_are_marked_and_the_honest_are_not():
    """One of each honest kind, as a listing gets them."""
    honest = [of_the_cast(style)[0] for style in (Style.STEADY, Style.PREMIUM, Style.BUSY)]
    everybody = [*of_the_cast(Style.TEMPLATED), *honest]
    found = marked(*(wrote(one.name, letter(one, REQUEST)) for one in everybody))
    assert set(found) == {f"P-{one.name}" for one in of_the_cast(Style.TEMPLATED)}
    assert all(hint.likeness and hint.likeness.percent == 100 for hint in found.values())


@pytest.mark.parametrize("who", CAST, ids=lambda who: who.name)
def test_everybody_in_the_sandbox_answers_every_question(who):
    given = answers(who, REQUEST)
    assert [one.question for one in given] == list(BRIEF.screening)
    assert all(one.answer for one in given)


def test_a_price_in_another_currency_is_put_beside_in_the_gigs_own():
    rates = Rates(currency="USD", worth={"EUR": Decimal("1.1")})
    euros = a_proposal(id="E", rate=Money(amount=Decimal(1000), currency="EUR"))
    yen = a_proposal(id="Y", rate=Money(amount=Decimal(90000), currency="JPY"))
    remarks = {
        one.proposal: one for one in remarks_on(a_gig(GigState.REVIEWING), [a_proposal(), euros, yen], rates)
    }
    assert str(remarks["E"].about) == "USD 1,100.00"
    assert "L1-P1" not in remarks
    assert "Y" not in remarks or remarks["Y"].about is None


def test_nothing_is_remarked_on_those_that_are_not_compared_any_more():
    gone = a_proposal(letter="hi pls award me", status=ProposalStatus.FORMER)
    assert remarks_on(a_gig(GigState.REVIEWING), [gone], Rates(currency="USD", worth={})) == ()
