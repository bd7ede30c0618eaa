"""Whoever is meant is found by name, part of a name or address; where that is not certain, nobody is taken."""

import pytest

from gigs.errors import OutOfOrder, TooLong
from tests.support.builders import FAYE, MARK, a_person
from tests.support.cases import every_case
from tests.use_cases.company import DORA, STRANGER, employ, leaves, open_for_business
from use_cases.colleagues.find_colleague import MOST_OFFERED, SeveralFit, find_colleague
from use_cases.colleagues.names import Fit, best_fits, fit_of, words_of

JOERG = a_person("Jörg Müller-Łukasz").model_copy(update={"email": "j.mueller@contoso.example"})
MARKUS = a_person("Markus Weber")
MARINA = a_person("Marina Magnusson")
LI = a_person("Li Na").model_copy(update={"email": "lina@contoso.example"})


@pytest.fixture
def company(world):
    open_for_business(world)
    return world


async def finds(company, typed, *others):
    return await find_colleague(company.context, "contoso", typed, others)


async def test_one_colleague_is_found_by_whatever_people_call_them(company):
    for one in (JOERG, MARINA, LI):
        employ(company, one)
    said = {
        MARK: [
            " Mark@Contoso.example ",
            "mark",
            "MARK",
            "Mark Manager",
            "manager mark",
            "Manager, Mark",
            "@mark",
        ],
        FAYE: [
            "fay",
            "Faye F",
            "faye@contoso",
            "mailto:faye@contoso.example",
            "Faye Finance <faye@contoso.example>",
        ],
        JOERG: [
            "Jorg Muller",
            "joerg",
            "mueller",
            "MÜLLER",
            "j.mueller",
            "lukasz",
            "müller-łukasz",
            "Jörg M.",
        ],
        LI: ["Li Na", "na li", "lina"],
    }
    with every_case() as case:
        for person, ways in said.items():
            for typed in ways:
                with case(typed):
                    assert (await finds(company, typed)).key == person.key


async def test_where_several_fit_nobody_is_taken_and_all_are_offered_the_best_first(company):
    employ(company, MARKUS)
    with pytest.raises(SeveralFit, match="“mar” could be several colleagues") as several:
        await finds(company, "mar ")
    assert [one.name for one in several.value.people] == ["Mark Manager", "Markus Weber"]
    assert (await finds(company, "mark manager")).key == MARK.key
    assert (await finds(company, "markus")).key == MARKUS.key


async def test_two_people_of_the_very_same_name_are_never_guessed_between(company):
    twin = employ(
        company,
        a_person("Mark Manager").model_copy(update={"key": MARKUS.key, "email": "mm2@contoso.example"}),
    )
    with pytest.raises(SeveralFit) as several:
        await finds(company, "Mark Manager")
    assert {one.key for one in several.value.people} == {MARK.key, twin.key}
    assert (await finds(company, "mm2@contoso.example")).key == twin.key


async def test_a_slip_of_the_pen_is_asked_about_and_never_acted_on(company):
    with every_case() as case:
        for typed in ("Mrak", "Fayr Finance", "Mark Manger", "faye@contsoo.example"):
            with case(typed), pytest.raises(SeveralFit, match="Do you mean") as slip:
                await finds(company, typed)
            assert len(slip.value.people) == 1


async def test_a_single_letter_means_nobody_in_particular(company):
    with pytest.raises(SeveralFit):
        await finds(company, "b")


async def test_of_many_who_fit_a_few_are_offered_and_the_others_counted(company):
    for number in range(9):
        employ(company, a_person(f"Zelda{number} Zimmer"))
    with pytest.raises(SeveralFit) as several:
        await finds(company, "zelda")
    assert (len(several.value.people), several.value.more) == (MOST_OFFERED, 9 - MOST_OFFERED)


async def test_nobody_is_found_by_what_is_no_name_of_anybody(company):
    employ(company, STRANGER)
    for typed in (
        "",
        "   ",
        "Xavier Nobody",
        "zoe@fabrikam.example",
        "Zoe",
        "x" * 9000,
        "@" * 9000,
        "🦄",
        "%",
        "Mark Weber",
    ):
        with pytest.raises((OutOfOrder, TooLong)) as sentence:
            await finds(company, typed)
        assert len(str(sentence.value)) < 250
        assert not isinstance(sentence.value, SeveralFit)


async def test_a_directory_that_answers_with_somebody_from_elsewhere_is_not_believed(company):
    async def careless(tenant, text):
        return [STRANGER]

    async def one(tenant, address):
        return STRANGER

    company.people.by_address, company.people.search = one, careless
    for typed in ("zoe@fabrikam.example", "Zoe Zebra"):
        with pytest.raises(OutOfOrder):
            await finds(company, typed)


async def test_somebody_who_has_left_is_found_only_where_others_still_know_them(company):
    leaves(company, DORA)
    for typed in (DORA.email, DORA.name, DORA.key.object_id):
        with pytest.raises(OutOfOrder):
            await finds(company, typed)
        assert (await finds(company, typed, DORA, STRANGER)).key == DORA.key


def test_a_whole_name_wins_over_parts_and_parts_over_slips():
    assert fit_of(MARK, words_of("manager mark")) is Fit.NAME
    assert fit_of(MARK, words_of("mark")) is Fit.WHOLE
    assert fit_of(MARK, words_of("mar")) is Fit.PART
    assert fit_of(MARK, words_of("marc")) is Fit.SLIP
    assert fit_of(MARK, words_of("mark zorro")) is Fit.NOT
    assert best_fits([MARKUS, MARK], "mark").people == (MARK, MARKUS)
    assert best_fits([MARKUS, MARK], "markuz").people == (MARKUS,)
