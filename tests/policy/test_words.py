import re

import pytest

from policy.phrases import ask_in_words
from policy.policy_file import EXAMPLES, parse_policy, read_policy
from policy.terms import parse_ask
from policy.words import in_words


def said_of(more: str = "", bands: str = "[{steps: [{ask: manager}]}]") -> list[str]:
    """The sentences without their numbers."""
    text = in_words(parse_policy(f"name: told\ncurrency: USD\nbands: {bands}\n{more}", "told.yaml"))
    return re.findall(r"^\d+\. (.+)$", text, flags=re.MULTILINE)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_policy_is_told_in_numbered_sentences(path):
    policy = read_policy(path)
    head, note, blank, *sentences = in_words(policy).splitlines()
    assert (head, note, blank) == (f"Policy {policy.version}", policy.note, "")
    for number, sentence in enumerate(sentences, start=1):
        assert re.match(rf"{number}\. [A-Z“]", sentence)
        assert sentence.endswith((".", "”"))
        assert not re.search(r"None|Ask\(|kind=|\[\]|  ", sentence)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_everybody_who_may_be_asked_is_named(path):
    policy, told = read_policy(path), in_words(read_policy(path))
    steps = [step for band in policy.bands for step in band.steps]
    steps += [gate.add for gate in policy.gates if gate.add]
    for ask in [step.ask for step in steps] + ([policy.emergency.review_by] if policy.emergency else []):
        assert ask_in_words(ask) in told


@pytest.mark.parametrize(
    "ask, words",
    [
        ("manager", "the requester’s manager"),
        ("manager+1", "the manager 1 level above the requester’s own"),
        ("manager+3", "the manager 3 levels above the requester’s own"),
        ("owner of cost centre", "the owner of the cost centre"),
        ("person a@b.example", "a@b.example"),
        ("any of finance", "anyone in the group finance"),
        ("all of the board", "everyone in the group the board"),
    ],
)
def test_an_ask_is_told_in_words(ask, words):
    assert ask_in_words(parse_ask(ask)) == words


def test_the_smallest_policy_is_told():
    assert said_of() == [
        "Amounts are compared in USD.",
        "Gigs may be in USD, and in no other currency.",
        "Any amount: the requester’s manager.",
        "An approver’s clock runs 09:00-17:00 in their time zone on Mon, Tue, Wed, Thu and Fri and not on the public holidays of their country; that is one working day.",
        "While a step is unanswered: expiry after 7 working days.",
        "An approval is valid for 7 days; then the gig must have been posted.",
        "There is no emergency lane.",
    ]


def test_a_policy_that_ends_somewhere_says_so():
    bands = "[{up_to: 5 USD, steps: [{ask: manager}, {ask: manager+1}]}]"
    assert "A gig that fits none of these can’t be submitted." in said_of(bands=bands)
    assert "A gig that fits none of these can’t be submitted." not in said_of()


def test_gates_are_told_with_what_they_do():
    gates = (
        "gates: [{when: {visibility: public, above: 5 USD}, warn: Look.},"
        " {when: {longer_than: 9d}, add: {ask: manager+1, concerns: [due], expire: 9d}, first: true},"
        " {when: {department: [IT, HR]}, block: Please do not.}]\n"
    )
    said = said_of(gates)
    assert "If the listing is public and the amount is above USD 5.00, everybody is warned: “Look.”" in said
    assert (
        "If the work takes longer than 9 days, the manager 1 level above the requester’s own is asked first about due "
        "(expiry after 9 working days)." in said
    )
    assert "If the requester’s department is IT or HR, the gig is stopped: “Please do not.”" in said


def test_what_is_allowed_without_asking_is_told():
    said = said_of("self_service_up_to: 10 USD\ndecide_together_up_to: 20 USD\nsplitting: {days: 30}\n")
    assert "Up to USD 10.00, no approval is needed, unless a rule below adds a step." in said
    assert "Several gigs of up to USD 20.00 each may be approved at once." in said
    assert "A requester’s other gigs in the last 30 days are added before a band is chosen." in said


def test_what_is_said_of_marketplaces_is_told():
    rules = (
        "marketplaces: {choose: [{when: {category: design}, use: upwork, because: Good there.}, {use: sandbox, because: So.}],"
        " forbid: [{when: {data_tier: confidential}, names: [upwork, sandbox], because: Please keep it in.}]}\n"
    )
    said = said_of(rules)
    assert (
        "Where the choice is left to the policy, a gig goes to upwork, if the category is design: “Good there.”"
        in said
    )
    assert "Where the choice is left to the policy, a gig goes to sandbox: “So.”" in said
    assert (
        "If the data is confidential, a gig is never posted to upwork or sandbox: “Please keep it in.”"
        in said
    )
