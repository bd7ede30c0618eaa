"""What a policy fills in for everybody, and what it can't."""

from policy.policy_file import parse_policy
from tests.policy.test_reading import SMALL, problems


def test_what_forms_are_filled_in_with_is_named_as_the_form_has_it_and_hours_have_a_price():
    given = parse_policy(SMALL + "defaults: {data_tier: general, price_type: hourly, hours: 20}\n", "p")
    assert given.defaults.filled_in == {"data_tier": "general", "price_type": "hourly", "hours": "20"}
    assert parse_policy(SMALL, "p").defaults.filled_in == {}
    for wrong in ("{hours: 20}", "{price_type: fixed, hours: 20}"):
        (problem,) = problems(SMALL + f"defaults: {wrong}\n")
        assert "`hours` needs `price_type: hourly` beside it" in problem
    for wrong in ("{data_tier: secret}", "{hours: 0, price_type: hourly}", "{title: A logo}"):
        assert problems(SMALL + f"defaults: {wrong}\n")
