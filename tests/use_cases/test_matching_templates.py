"""Which templates fit what somebody wrote: in English and German, whatever the ending, and bounded on hostile text."""

from tests.support.cases import every_case
from tests.support.playbook import LOGO, SMALL, VIDEO, a_template
from use_cases.playbook.matching import MOST_OFFERED, fits, found, offered

TRANSLATION = a_template(
    "translation", title="Translation", words=("translate", "übersetzen", "Übersetzung", "翻訳")
)
THERE = (*SMALL.templates, TRANSLATION)

FITTING = {
    "I need slides for the spring launch by Friday": "presentation",
    "a slide deck, 12 pages": "presentation",
    "wir brauchen Folien für die Messe": "presentation",
    "a new LOGO please": "logo",
    "logos in two colours": "logo",
    "ein Imagevideo für die Karriereseite": "video",
    "cut our footage to 90 seconds": "video",
    "translate the handbook": "translation",
    "Übersetzung der Anleitung ins Polnische": "translation",
    "die Anleitung soll übersetzt werden": "translation",
    "このマニュアルの翻訳をお願いします": "translation",
    "動画の編集": "video",
}
NOT_FITTING = (
    "the work has to be done by Friday",
    "we need a new one",
    "a castle with towers",
    "what is the status of my gig",
    "12 34 56",
    "???",
    "",
)


def ids(templates):
    return [one.id for one in templates]


def test_what_people_write_finds_the_template_for_it():
    with every_case() as case:
        for text, name in FITTING.items():
            with case(text):
                assert ids(offered(text, THERE))[:1] == [name]


def test_what_is_about_something_else_finds_none():
    with every_case() as case:
        for text in NOT_FITTING:
            with case(text):
                assert offered(text, THERE) == []


def test_at_most_three_are_offered_and_none_that_fits_much_worse_than_the_best():
    same = [a_template(f"t{place}") for place in range(9)]
    assert len(offered("slides", same)) == MOST_OFFERED
    assert ids(offered("a logo, a wordmark and a signet; and a film", THERE)) == ["logo"]


def test_the_kind_of_work_decides_between_two_that_fit_alike_and_finds_none_alone():
    twin = VIDEO.model_copy(update={"id": "slides-as-video", "words": ("slides", "slide deck", "Folien")})
    assert ids(offered("Folien", (*SMALL.templates, twin), "video"))[0] == "slides-as-video"
    assert offered("a castle", SMALL.templates, "video") == []


def test_a_search_also_finds_what_only_mentions_the_words_behind_what_fits():
    there = (LOGO, a_template("booth", title="Booth", words=("stand",), about="With your logo on it."))
    assert ids(found("logo", there)) == ["logo", "booth"]
    assert found("logo castle", [there[1]]) == []
    assert found("", there) == []


def test_a_long_or_hostile_text_is_read_only_so_far():
    with every_case() as case:
        for text in ("slides " * 50_000, "a\u0301" * 100_000, "語" * 100_000, "-" * 100_000, "\ud800" * 500):
            with case(text[:10]):
                assert len(fits(text, THERE)) <= len(THERE)
    assert fits(" " * 600 + "slides", THERE) == []
