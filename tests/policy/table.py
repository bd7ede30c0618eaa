"""The table of routes, and what its rows mean."""

from datetime import timedelta

import yaml

from config.formats import ROOT
from gigs.brief import Brief
from policy.case import Case
from policy.plan import Plan, plan
from policy.policy_file import EXAMPLES, read_policy
from policy.terms import parse_money
from tests.support.builders import RITA, a_brief

TABLE = yaml.safe_load((ROOT / "tests" / "policy" / "routes.yaml").read_text("utf-8"))
POLICIES = {name: read_policy(EXAMPLES / f"{name}.yaml") for name in TABLE}
ROWS = [(name, row) for name, part in TABLE.items() for row in part["cases"]]


def brief_of(wanted: dict) -> Brief:
    """A brief with these fields; `days` from start to due, sums as a policy writes them."""
    given = dict(wanted)
    usual = a_brief()
    days = given.pop("days", 14)
    whole = usual.model_dump() | given | {"rate": parse_money(given["rate"])}
    return Brief.model_validate(whole | {"due": usual.start + timedelta(days=days)})


def case_of(name: str, row: dict) -> Case:
    usual = TABLE[name]["usual"]
    brief = brief_of(usual["brief"] | row.get("brief", {}))
    requester = RITA.model_copy(update=usual.get("requester", {}) | row.get("requester", {}))
    return Case(
        brief=brief,
        requester=requester,
        amount=parse_money(row["excess"]) if "excess" in row else brief.budget,
        spent=tuple(parse_money(each) for each in row.get("spent", [])),
        purpose_is_excess="excess" in row,
    )


def planned(name: str) -> list[Plan]:
    return [plan(POLICIES[name], case_of(name, row)) for row in TABLE[name]["cases"]]
