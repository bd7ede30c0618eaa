from playbook.repeats import repeated
from playbook.template import Template
from tests.playbook.test_values import a_template


def templates(**fields) -> list[Template]:
    return [a_template(id=name, **fields) for name in ("one", "two", "three")]


def test_a_sentence_in_three_templates_is_found_wherever_it_stands():
    one, two, three = templates()
    said = "Sign our agreement first."
    one = one.model_copy(update={"give": (said,)})
    two = two.model_copy(update={"watch": (f"Look twice. {said.upper()}",)})
    three = three.model_copy(update={"about": f"{said} Then begin."})
    others = {"A logo", *(one.outcome, one.about)}
    found = {
        sentence: names for sentence, names in repeated([one, two, three]).items() if sentence not in others
    }
    assert found["Sign our agreement first."] == ("one", "two", "three")


def test_figures_and_punctuation_make_no_other_sentence():
    pages = [a_template(id=f"t{n}", ask=[f"What do {n} rounds cost?"]) for n in (1, 2, 3)]
    assert "What do 1 rounds cost?" in repeated(pages)


def test_two_templates_may_say_the_same():
    one, two, _ = templates()
    assert repeated([one, two]) == {}


def test_a_template_counts_once_however_often_it_says_it():
    one = a_template(give=("The same old words.", "The same old words. Again."))
    assert repeated([one]) == {}


def test_two_words_are_no_sentence():
    pages = [
        a_template(id=f"t{n}", about=f"Nothing {n}", outcome=f"Other {n}", give=["Brand guide"])
        for n in range(3)
    ]
    assert not any("Brand guide" in sentence for sentence in repeated(pages))
