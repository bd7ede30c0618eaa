"""A gig that was read is shared by everybody who reads the same document: nobody can change it, at any depth."""

from collections.abc import Iterator

import pytest

from gigs.brief import BriefForm
from gigs.gig import Gig, GigState
from gigs.value import FrozenDict, Value
from store.translate import gig_of
from tests.support.builders import a_form, a_gig, a_route
from tests.support.cases import every_case

ANSWERED = {"vendor": "yes"}
FORM = a_form().model_copy(update={"answers": ANSWERED})


def every_part(value: object, path: str = "gig") -> Iterator[tuple[str, object]]:
    yield path, value
    if isinstance(value, Value):
        for name in type(value).model_fields:
            yield from every_part(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, tuple | list | set | frozenset):
        for place, one in enumerate(value):
            yield from every_part(one, f"{path}[{place}]")


def gigs() -> Iterator[Gig]:
    route = a_route().model_copy(update={"questions": {"vendor": "Was a vendor asked?"}})
    for state in GigState:
        yield a_gig(state, form=FORM, route=route)


def test_no_part_of_a_gig_that_was_read_can_be_changed():
    with every_case() as case:
        for gig in gigs():
            shared = gig_of(gig.model_dump_json())
            for path, part in every_part(shared):
                with case(f"{gig.state}: {path}"):
                    assert not isinstance(part, list | set)
                    assert not isinstance(part, dict) or isinstance(part, FrozenDict)


def test_a_document_without_answers_has_none_that_somebody_could_add_to():
    with pytest.raises(TypeError):
        BriefForm.model_validate_json("{}").answers["vendor"] = "yes"


@pytest.mark.parametrize(
    "change",
    [
        lambda held: held.__setitem__("vendor", "no"),
        lambda held: held.update(vendor="no"),
        lambda held: held.pop("vendor"),
        lambda held: held.popitem(),
        lambda held: held.setdefault("other", "yes"),
        lambda held: held.clear(),
        lambda held: held.__delitem__("vendor"),
        lambda held: held.__ior__({"vendor": "no"}),
    ],
)
def test_answers_that_were_read_refuse_every_change_and_make_others(change):
    document = a_gig(GigState.IN_APPROVAL, form=FORM).model_dump_json()
    answers = gig_of(document).form.answers
    with pytest.raises(TypeError):
        change(answers)
    assert answers | {"other": "no"} == {"vendor": "yes", "other": "no"}
    assert gig_of(document).form.answers == ANSWERED
