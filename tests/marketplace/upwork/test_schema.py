"""What we send and what our stand-in serves, held against Upwork's own schema."""

from pathlib import Path

import pytest
from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    OperationDefinitionNode,
    build_schema,
    is_introspection_type,
    is_specified_scalar_type,
    parse,
    validate,
)

from marketplace.upwork.operations import EVERY, MUTATIONS
from marketplace.upwork.translate import ALL_CLOSED, CLOSED, PUBLISHED
from stand_ins.upwork.scopes import SCOPES
from stand_ins.upwork.server import SDL

THEIRS = Path(__file__).parents[4] / "shared" / "upwork" / "schema-subset.graphql"

needs_theirs = pytest.mark.skipif(
    not THEIRS.exists(), reason="../shared/upwork/schema-subset.graphql is not here to compare with"
)


@pytest.fixture(scope="module")
def ours():
    return build_schema(SDL.read_text())


@pytest.fixture(scope="module")
def theirs():
    return build_schema(THEIRS.read_text(), assume_valid=True)


@pytest.mark.parametrize("operation", [*EVERY, MUTATIONS], ids=lambda one: one.field)
def test_every_operation_of_ours_is_one_that_the_stand_in_takes(ours, operation):
    document = parse(operation.text)

    assert validate(ours, document) == []
    (asked,) = document.definitions
    assert isinstance(asked, OperationDefinitionNode)
    assert asked.operation.value == ("mutation" if operation.writes else "query")
    (field,) = asked.selection_set.selections
    assert isinstance(field, FieldNode)
    assert field.name.value == operation.field


@needs_theirs
@pytest.mark.parametrize("operation", [*EVERY, MUTATIONS], ids=lambda one: one.field)
def test_every_operation_of_ours_is_one_that_their_schema_takes(theirs, operation):
    assert validate(theirs, parse(operation.text)) == []


@needs_theirs
def test_every_type_field_argument_and_value_of_the_stand_in_is_there_alike(ours, theirs):
    wrong: list[str] = []
    for name, our in ours.type_map.items():
        if is_introspection_type(our) or is_specified_scalar_type(our):
            continue
        their = theirs.type_map.get(name)
        if type(their) is not type(our):
            wrong.append(f"{name} is not there")
        else:
            wrong += differences(name, our, their)

    assert wrong == []


def differences(name, our, their) -> list[str]:
    if isinstance(our, GraphQLEnumType):
        return [f"{name}.{value}" for value in our.values.keys() - their.values.keys()]
    if isinstance(our, GraphQLInputObjectType):
        return unlike(name, our.fields, their.fields)
    if not isinstance(our, GraphQLObjectType | GraphQLInterfaceType):
        return [f"{name} is of a kind that is not compared"]
    wrong = unlike(name, our.fields, their.fields)
    wrong += [
        f"{name} is no {one.name}"
        for one in our.interfaces
        if one.name not in {i.name for i in their.interfaces}
    ]
    for field in our.fields.keys() & their.fields.keys():
        mine, yours = our.fields[field].args, their.fields[field].args
        wrong += unlike(f"{name}.{field}", mine, yours)
        needed = {arg for arg, one in yours.items() if str(one.type).endswith("!")}
        wrong += [f"{name}.{field} lacks {arg}" for arg in needed - mine.keys()]
    return wrong


def unlike(name, our, their) -> list[str]:
    return [
        f"{name}.{one}: {our[one].type} is {their[one].type if one in their else 'not'} there"
        for one in our
        if one not in their or str(our[one].type) != str(their[one].type)
    ]


@needs_theirs
def test_what_must_be_given_over_there_must_be_given_to_the_stand_in(ours, theirs):
    wrong = [
        f"{name}.{field}"
        for name, our in ours.type_map.items()
        if isinstance(our, GraphQLInputObjectType)
        for field, one in theirs.type_map[name].fields.items()
        if str(one.type).endswith("!") and field not in our.fields
    ]

    assert wrong == []


def test_the_stand_in_has_nothing_that_we_do_not_use(ours):
    used = {operation.field for operation in EVERY}
    served = {*ours.query_type.fields, *ours.mutation_type.fields}

    assert served == used


def test_every_scope_is_that_of_a_field_that_is_served(ours):
    for place in SCOPES:
        name, _, field = place.partition(".")
        assert field in ours.type_map[name].fields


def test_the_statuses_that_we_infer_are_among_theirs(ours):
    known = ours.type_map["JobPostingStatus"].values.keys()

    assert {PUBLISHED, CLOSED, *ALL_CLOSED} <= known


def test_the_file_says_what_of_it_was_not_there():
    assert "createOffer is documented and was not in the API" in SDL.read_text()
