import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gigs.check_brief import MOST_ANSWERS
from gigs.money import MINOR_DIGITS, Money
from policy.policy import Policy
from policy.policy_file import EXAMPLES, STARTER, PolicyWrong, parse_policy, read_policy
from policy.terms import Ask, AskKind, parse_ask, parse_money

SMALL = """\
name: small
currency: USD
rates: {EUR: 1.10}
groups:
  finance: {directory: finance}
bands:
  - name: first
    up_to: 5000 USD
    steps:
      - ask: manager
  - name: second
    steps:
      - ask: any of finance
"""


def problems(text: str) -> tuple[str, ...]:
    with pytest.raises(PolicyWrong) as wrong:
        parse_policy(text, "policy.yaml")
    return wrong.value.problems


def problems_if_any(text: str) -> tuple[str, ...]:
    try:
        parse_policy(text, "policy.yaml")
    except PolicyWrong as wrong:
        return wrong.problems
    return ()


def changed(old: str, new: str) -> str:
    assert old in SMALL
    return SMALL.replace(old, new, 1)


def test_a_small_policy_is_read():
    policy = parse_policy(SMALL, "policy.yaml")
    assert [band.name for band in policy.bands] == ["first", "second"]
    assert policy.bands[0].up_to == Money(amount=5000, currency="USD")
    assert policy.bands[1].steps[0].ask == Ask(kind=AskKind.GROUP, group="finance")


def test_a_rate_is_exactly_what_was_typed():
    assert str(parse_policy(SMALL, "policy.yaml").rates["EUR"]) == "1.10"


def test_norway_is_a_country_and_not_a_no():
    text = SMALL + "gates: [{when: {entity: NO}, warn: Ask Oslo.}]"
    assert parse_policy(text, "policy.yaml").gates[0].when.entity == ("NO",)


def test_another_text_is_another_version():
    one, other = parse_policy(SMALL, "one"), parse_policy(SMALL + "# a remark\n", "one")
    assert one.version.startswith("small ")
    assert len(one.version) == len("small ") + 8
    assert one.version != other.version
    assert one.version == parse_policy(SMALL, "another file").version


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_policy_we_ship_can_be_used_and_says_that_it_is_an_example(path):
    policy = read_policy(path)
    assert isinstance(policy, Policy)
    assert policy.note.startswith("An example, not advice.")
    text = path.read_text("utf-8")
    assert text.startswith("# EXAMPLE. ")
    assert "EXAMPLE RATES, not market rates" in text


def test_the_starter_takes_every_currency_and_asks_nothing_more_on_the_form():
    policy = read_policy(STARTER)
    assert set(policy.exchange.accepted) == set(MINOR_DIGITS)
    assert not policy.questions
    assert not policy.checklists


def test_the_error_names_the_file():
    with pytest.raises(
        PolicyWrong, match=r"^ours\.yaml cannot be used:\n  - line 1: name: is missing\."
    ) as wrong:
        parse_policy("currency: USD\nbands: [{steps: [{ask: manager}]}]\n", "ours.yaml")
    assert wrong.value.name == "ours.yaml"


def test_a_field_that_nobody_knows_is_refused_with_a_hint():
    assert problems(changed("up_to", "upto")) == (
        "line 8: bands[0].upto: is not known here; did you mean `up_to`?",
    )


def test_a_field_that_is_like_no_other_is_refused_with_all_there_are():
    (said,) = problems(changed("ask: manager", "ask: manager\n        colour: red"))
    assert said.startswith(
        "line 11: bands[0].steps[0].colour: is not known here; there are ask, name, concerns"
    )


@pytest.mark.parametrize(
    "more, where, hint",
    [
        ("gruops: {}", "gruops", "groups"),
        ("calendar: {hour: 09:00-17:00}", "calendar.hour", "hours"),
        (
            "cost_centres: {A: {owner: a@b.example, budget: {limit: 1 USD, form: 2026-01-01}}}",
            "cost_centres.A.budget.form",
            "from",
        ),
        ("gates: [{when: {categry: design}, warn: Look.}]", "gates[0].when.categry", "category"),
        (
            "gates: [{when: {category: design}, add: {ask: manager, remnd: 1h}}]",
            "gates[0].add.remnd",
            "remind",
        ),
    ],
)
def test_a_hint_is_given_at_every_depth(more, where, hint):
    said = problems(f"{SMALL}{more}\n")
    assert f"line 14: {where}: is not known here; did you mean `{hint}`?" in said


def test_the_digest_does_not_come_from_the_file():
    assert problems(SMALL + "digest: abc\n") == ("line 14: digest: is not known here.",)


def test_every_problem_is_told_at_once_in_the_order_of_the_lines():
    text = changed("5000 USD", "lots").replace("ask: manager", "ask: boss").replace("EUR: 1.10", "EUR: cheap")
    assert [said.split(": ")[:2] for said in problems(text)] == [
        ["line 3", "rates.EUR"],
        ["line 8", "bands[0].up_to"],
        ["line 10", "bands[0].steps[0].ask"],
    ]


@pytest.mark.parametrize(
    "ask", ["boss", "manager+0", "manager+10", "any finance", "person", "person Anna", "all of", ""]
)
def test_an_ask_that_asks_nobody_is_refused_with_the_ways_to_ask(ask):
    (said,) = problems(changed("ask: manager", f'ask: "{ask}"'))
    assert said.startswith(
        f"line 10: bands[0].steps[0].ask: {ask!r} isn’t a way to ask; write one of manager, manager+1"
    )


@pytest.mark.parametrize(
    "text",
    [
        "manager",
        "manager+1",
        "manager+9",
        "owner of cost centre",
        "person a@b.example",
        "any of finance",
        "all of the board",
    ],
)
def test_an_ask_is_written_as_it_was_read(text):
    assert str(parse_ask(text)) == text


@pytest.mark.parametrize(
    "text", ["5000 USD", "5,000 USD", "USD 5000", "USD 5,000.00", "5000.00 USD", "5.000,00 USD"]
)
def test_money_is_read_as_people_write_it(text):
    assert parse_money(text) == Money(amount=5000, currency="USD")


@pytest.mark.parametrize(
    "text, why",
    [
        ("5000", "is not a sum of money"),
        ("5.000 USD", "could mean USD 5,000.00 or USD 5.00; write 5000.00 USD or 5.00 USD."),
        ("USD 12.345", "could mean USD 12,345.00 or USD 12.35"),
        ("5.00.0 EUR", "is not a sum of money"),
        ("9" * 40 + " USD", "from 0 to 1,000,000,000,000"),
        ("$5000", "is not a sum of money"),
        ("-1 USD", "is not a sum of money"),
        ("5000 XYZ", "XYZ isn’t a currency"),
        ("0.5 JPY", "JPY has 0 decimals"),
    ],
)
def test_money_that_could_be_read_in_two_ways_is_refused(text, why):
    (said,) = problems(changed("5000 USD", f'"{text}"'))
    assert said.startswith("line 8: bands[0].up_to: ")
    assert why in said


def test_money_in_a_currency_without_a_rate_is_refused():
    assert problems(changed("5000 USD", "5000 GBP")) == (
        "line 8: bands[0].up_to: GBP has no rate; add it to `rates` or use USD or EUR.",
    )


def test_a_group_that_is_not_there_is_refused():
    (said,) = problems(changed("any of finance", "any of finanec"))
    assert (
        said == "line 13: bands[1].steps[0].ask: there is no group 'finanec' in `groups`; there are: finance."
    )


@pytest.mark.parametrize(
    "bands, line, taken_by",
    [
        (
            "[{name: a, steps: [{ask: manager}]},\n  {name: b, up_to: 5 USD, steps: [{ask: manager}]}]",
            4,
            "“a”",
        ),
        (
            "[{up_to: 9 USD, steps: [{ask: manager}]},\n  {name: b, up_to: 9 USD, steps: [{ask: manager}]}]",
            4,
            "number 1",
        ),
        (
            (
                "[{name: a, when: {category: design}, up_to: 9 USD, steps: [{ask: manager}]},\n"
                "  {name: b, when: {category: design}, up_to: 5 USD, steps: [{ask: manager}]}]"
            ),
            4,
            "“a”",
        ),
        (
            (
                "[{name: a, up_to: 9 USD, steps: [{ask: manager}]},\n"
                "  {name: b, when: {category: design}, up_to: 5 USD, steps: [{ask: manager}]}]"
            ),
            4,
            "“a”",
        ),
    ],
)
def test_a_band_that_no_gig_reaches_is_refused(bands, line, taken_by):
    assert problems(f"name: x\ncurrency: USD\nbands: {bands}\n") == (
        f"line {line}: bands[1]: no gig ever gets this far: the band {taken_by} above takes every gig that fits.",
    )


def test_a_band_for_something_else_may_end_below_the_one_before():
    bands = (
        "[{when: {category: design}, up_to: 9 USD, steps: [{ask: manager}]},"
        "{when: {category: video}, up_to: 5 USD, steps: [{ask: manager}]}]"
    )
    assert len(parse_policy(f"name: x\ncurrency: USD\nbands: {bands}\n", "x").bands) == 2


def test_a_key_that_is_there_twice_is_refused():
    text = SMALL + "rates: {GBP: 1.2}\n"
    assert problems(text) == ("line 14: rates: is here a second time, after line 3; keep one.",)


def test_a_key_that_is_twice_in_the_same_part_is_refused():
    (said,) = problems(changed("up_to: 5000 USD", "up_to: 5000 USD\n    up_to: 6000 USD"))
    assert said == "line 9: bands[0].up_to: is here a second time, after line 8; keep one."


@pytest.mark.parametrize(
    "text, line",
    [
        ("name: [\ncurrency: USD\n", 3),
        ("name: small\n\tcurrency: USD\n", 2),
        ("name: small\ncurrency: 'USD\n", 3),
        ("name: x\nbands: &a [*a]\n", 2),
        (f"name: x\nbands: {'[' * 30}{']' * 30}\n", 2),
    ],
)
def test_what_is_not_yaml_is_refused_with_its_line(text, line):
    (said,) = problems(text)
    assert said.startswith(f"line {line}: ")


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words", "# nothing but a remark"])
def test_what_is_no_policy_at_all_is_refused(text):
    assert problems(text) == ("line 1: a policy is fields and values, beginning with `name:`.",)


def test_a_control_character_is_refused():
    (said,) = problems("name: a\x00b\n")
    assert said.startswith("this is not YAML")


@pytest.mark.parametrize(
    "more, said",
    [
        ("timing: {remind: 8h, delegate: 4h}", "timing.delegate: delegate after 4h must come later than remind after 8h"),
        ("timing: {remind: 8h, expire: 1d}", "timing.expire: expire after 1d must come later than remind after 8h"),
        ("timing: {escalate: 8h}", "timing.escalate: say who it goes to with `escalate_to`."),
        ("timing: {remind: soon}", "timing.remind: 'soon' isn’t a duration; write a number and s, m, h or d"),
        ("fallback_approver: any of leads", "fallback_approver: there is no group 'leads' in `groups`"),
        ("fallback_approver: owner of cost centre", "fallback_approver: no cost centre has an owner yet"),
        ("gates: [{when: {category: design}}]", "gates[0]: a gate has exactly one of `block`, `warn` and `add`."),
        ("gates: [{when: {category: design}, warn: A, block: B}]", "gates[0]: a gate has exactly one"),
        ("gates: [{when: {category: design}, warn: A, first: true}]", "gates[0]: `first` is about the step"),
        ("gates: [{when: {}, warn: A}]", "gates[0].when: a condition must name at least one thing"),
        ("gates: [{when: {category: desing}, warn: A}]", "gates[0].when.category[0]: 'desing' is not one of 'design'"),
        ("gates: [{when: {answers: {hours: yes}}, warn: A}]", "gates[0].when.answers.hours: no question has the id 'hours'"),
        ("gates: [{when: {longer_than: 6 months}, warn: A}]", "gates[0].when.longer_than: '6 months' isn’t a number of days"),
        ("gates: [{when: {category: design}, add: {ask: manager, concerns: [price]}}]", "gates[0].add.concerns[0]: 'price' isn’t a field"),
        ("gates: [{when: {category: design}, add: {ask: manager, remind: 30d}}]", "gates[0].add.expire: expire after 7d must come later"),
        ("rates: {}", "rates: is here a second time"),
        ("questions: [{id: a, ask: A}, {id: a, ask: B}]", "questions[0].id: two questions have the id 'a'."),
        ("questions: [{id: a b, ask: A}]", "questions[0].id: 'a b' is not an id"),
        ("checklists: [{items: []}]", "checklists[0].items: must have at least one entry."),
        ("checklists: [{items: [{id: a, text: A}, {id: a, text: B}]}]", "checklists[0].items[1].id: another item"),
        ("calendar: {hours: 17-9}", "calendar.hours: '17-9' aren’t working hours"),
        ("calendar: {days: []}", "calendar.days: must have at least one entry."),
        ("calendar: {days: [someday]}", "calendar.days[0]: 'someday' isn’t a weekday"),
        ("calendar: {closed: [Christmas]}", "calendar.closed[0]: 'Christmas' isn’t a date; write it like 2026-12-24."),
        ("calendar: {public_holidays: some}", "calendar.public_holidays: must be yes or no."),
        ("calendar: always", "calendar: must have fields of its own below it."),
        ("require_known_cost_centre: yes", "require_known_cost_centre: list the known ones in `cost_centres`."),
        ("calendar: {closed: [2026-02-30]}", "calendar.closed[0]: '2026-02-30' isn’t a date; there is no such day"),
        ("calendar: {closed: [0]}", "calendar.closed[0]: '0' isn’t a date"),
        ("calendar: {hours: {opens: 0, closes: 9}}", "calendar.hours: must be a text on the same line."),
        ("fallback_approver: {kind: manager}", "fallback_approver: must be a text on the same line."),
        ("decide_together_up_to: {amount: 5, currency: USD}", "decide_together_up_to: must be a text on the same line."),
        ("cost_centres: {A: {owner: Anna}}", "cost_centres.A.owner: 'Anna' is not an address like anna@example.com."),
        ("cost_centres: {A: {owner: a@b.example, budget: {limit: 1 USD, from: 2027-01-01, until: 2026-01-01}}}", "cost_centres.A.budget: `until` is before `from`."),
        ("purchase_orders: {P: {cost_centre: A, limit: 1 USD}}", "purchase_orders.P.cost_centre: 'A' is not in `cost_centres`."),
        ("emergency: {steps: [], review_by: manager, review_within: 1d}", "emergency.steps: must have at least one entry."),
        ("emergency: {steps: [{ask: manager}]}", "emergency.review_by: is missing."),
        ("decide_together_up_to: 5", "decide_together_up_to: '5' is not a sum of money"),
        ("splitting: {days: a month}", "splitting.days: 'a month' isn’t a number of days"),
        ("note: [a, list]", "note: must be a text on the same line."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_place(more, said):
    found = problems(f"{SMALL}{more}\n")
    assert f"line 14: {said}" in " ".join(found)


@pytest.mark.parametrize(
    "old, new, said",
    [
        ("currency: USD", "currency: XYZ", "line 2: currency: XYZ isn’t a currency that gigs can use"),
        ("EUR: 1.10", "XYZ: 1.10", "line 3: rates.XYZ: XYZ isn’t a currency that gigs can use"),
        (
            "EUR: 1.10",
            "USD: 1.10",
            "line 3: rates.USD: USD is the policy’s own currency and worth exactly 1.",
        ),
        ("EUR: 1.10", "EUR: 0", "line 3: rates.EUR: must be above 0."),
        ("{directory: finance}", "{}", "line 5: groups.finance: a group has either `people`"),
        (
            "{directory: finance}",
            "{people: [anna]}",
            "line 5: groups.finance.people[0]: 'anna' is not an address",
        ),
    ],
)
def test_what_is_wrong_with_currencies_and_groups_is_said(old, new, said):
    assert problems(changed(old, new))[0].startswith(said)


SLIPS = "[]{}:,#&*!|>'\"%@`?- \n\t0a"


@pytest.mark.slow
@given(st.sampled_from(sorted(EXAMPLES.glob("*.yaml"))), st.data())
@settings(deadline=None)
def test_a_file_with_any_slip_is_read_or_refused_with_sentences(path, data):
    """Characters left out, put in or doubled, lines lost: never a trace."""
    text = path.read_text("utf-8")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text) - 1))
        length = data.draw(st.integers(0, 30))
        text = text[:at] + data.draw(st.text(st.sampled_from(SLIPS), max_size=3)) + text[at + length :]
    assert all(said.endswith((".", "?")) for said in problems_if_any(text))


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path):
    with pytest.raises(PolicyWrong, match=r"none\.yaml cannot be used:\n  - it cannot be read"):
        read_policy(tmp_path / "none.yaml")
    (tmp_path / "latin.yaml").write_bytes("name: Büro".encode("latin-1"))
    with pytest.raises(PolicyWrong, match="UTF-8"):
        read_policy(tmp_path / "latin.yaml")


def test_more_questions_than_a_form_can_carry_are_refused():
    asked = "".join(f"  - {{id: q{number}, ask: Really}}\n" for number in range(MOST_ANSWERS + 1))
    (problem,) = problems(f"{SMALL}questions:\n{asked}")
    assert "questions: " in problem
    assert f"at most {MOST_ANSWERS}" in problem
