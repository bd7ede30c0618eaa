"""The stand-in is as strict as Worksome is, and its schema is Worksome's as far as an excerpt of that is at hand."""

import aiohttp
import pytest
from graphql import build_schema, parse
from graphql.language import EnumTypeDefinitionNode, print_ast

from config.formats import ROOT
from stand_ins.worksome.server import SDL

EXCERPT = ROOT.parent / "shared" / "fixtures" / "worksome" / "worksome-client-side.excerpt.graphql"

NOT_IN_THE_EXCERPT = {"Milestone.paymentRequests"}
"""In their full schema; the excerpt was condensed and says so."""


async def ask(stage, query, *, token=True, **changes):
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {stage.accounts._token}"
    body = {"query": query, "variables": changes.pop("variables", {})}
    async with aiohttp.ClientSession() as session:
        sent = session.post(stage.server.endpoint, json=body, headers={**headers, **changes})
        async with sent as answer:
            return answer.status, await answer.json()


def code(answer):
    return answer[1]["errors"][0]["extensions"]["code"]


async def test_a_form_instead_of_json_is_the_one_real_400(stage):
    async with (
        aiohttp.ClientSession() as session,
        session.post(stage.server.endpoint, data={"query": "{ viewer { id } }"}) as answer,
    ):
        assert answer.status == 400
        assert (await answer.json())["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


async def test_everything_else_is_said_with_200(stage):
    assert code(await ask(stage, "{ nonsense }")) == "GRAPHQL_VALIDATION_FAILED"
    assert code(await ask(stage, "{ viewer {")) == "GRAPHQL_PARSE_FAILED"
    wrong = "mutation X($input: EndJobInput!) { endJob(input: $input) { id } }"
    assert code(await ask(stage, wrong, variables={"input": {"id": "J"}})) == "BAD_USER_INPUT"
    status, answer = await ask(stage, "{ viewer { id } }", token=False)
    assert (status, answer["errors"][0]["extensions"]["guards"]) == (200, ["api"])


async def test_introspection_needs_no_token(stage):
    status, answer = await ask(stage, "{ __schema { queryType { name } } }", token=False)

    assert (status, answer["data"]) == (200, {"__schema": {"queryType": {"name": "Query"}}})


async def test_a_new_job_takes_no_identifier_of_ours(stage):
    mutation = "mutation X($input: CreateJobInput!) { createJob(input: $input) { id } }"
    given = {"company": stage.server.state.company, "name": "A", "skills": [], "externalIdentifier": "FC-1"}

    assert code(await ask(stage, mutation, variables={"input": given})) == "BAD_USER_INPUT"


async def test_an_identifier_of_another_type_is_not_valid(stage):
    mutation = "mutation X($input: EndJobInput!) { endJob(input: $input) { id } }"
    given = {"id": "TDE=", "accountId": stage.server.state.company}

    status, answer = await ask(stage, mutation, variables={"input": given})

    assert status == 200
    assert answer["errors"][0]["extensions"]["validation"] == {"input": ["The selected id is invalid."]}


def shapes(text):
    """Every member of every type: `Job.bids(first)` -> `Int! = 10` and so on; of an enum, its values."""
    found: dict[str, str] = {}
    for node in parse(text).definitions:
        name = getattr(getattr(node, "name", None), "value", "")
        if isinstance(node, EnumTypeDefinitionNode):
            found |= {f"{name}.{value.name.value}": "value" for value in node.values}
        for field in getattr(node, "fields", None) or ():
            found[f"{name}.{field.name.value}"] = print_ast(field.type)
            for argument in getattr(field, "arguments", None) or ():
                found[f"{name}.{field.name.value}({argument.name.value})"] = print_ast(argument.type)
    return found


def types(text):
    return {node.name.value for node in parse(text).definitions if hasattr(node, "name")}


def test_our_schema_is_theirs_as_far_as_the_excerpt_goes():
    if not EXCERPT.exists():
        pytest.skip("../shared/fixtures/worksome is not here, so the stand-in's schema was not compared")
    ours, theirs = SDL.read_text(), EXCERPT.read_text()
    shared = types(ours) & types(theirs)
    mine = {where: what for where, what in shapes(ours).items() if where.split(".")[0] in shared}
    known = shapes(theirs)

    other = {
        where: (what, known.get(where))
        for where, what in mine.items()
        if known.get(where) != what and where.split("(")[0] not in NOT_IN_THE_EXCERPT
    }

    assert other == {}
    assert {"Job", "Mutation", "UpdateJobInput", "AcceptBidInput", "CreateWebhookInput"} <= shared


def test_our_schema_is_a_schema():
    assert build_schema(SDL.read_text()).mutation_type is not None
