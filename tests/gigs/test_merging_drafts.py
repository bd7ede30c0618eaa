"""Two windows on one draft: what each has changed is kept, and what both changed is asked about."""

from gigs.gig import Gig
from gigs.merging_drafts import mark_of, marks_of, merged, settled, unsettled_problems, with_unsettled
from tests.support.builders import RITA, a_form
from tests.support.clock import NOON as NOW

DRAWN = a_form()
MARKS = marks_of(DRAWN)


def a_draft(form, **changes):
    gig = Gig(tenant="t", number=1, requester=RITA, form=form, created_at=NOW, changed_at=NOW)
    return gig.model_copy(update=changes)


def test_the_marks_fit_into_a_press_and_say_nothing_of_the_text():
    assert len(MARKS) < 200
    assert len(marks_of(a_form(outcome="long " * 4000))) == len(MARKS)


def test_fields_changed_in_one_window_each_are_both_kept():
    form, aside = merged(MARKS, a_form(title="From here"), a_form(outcome="From there"))
    assert (form, aside) == (a_form(title="From here", outcome="From there"), {})


def test_a_field_changed_in_both_windows_stays_as_saved_and_the_other_text_is_set_aside():
    form, aside = merged(MARKS, a_form(title="From here", skills="Here"), a_form(title="From there"))
    assert (form.title, form.skills) == ("From there", "Here")
    assert aside == {"title": "From here"}


def test_the_same_change_in_both_windows_is_no_question():
    same = a_form(title="The same")
    assert merged(MARKS, same, same) == (same, {})


def test_a_field_cleared_here_and_changed_there_is_asked_about():
    assert merged(MARKS, a_form(acceptance=""), a_form(acceptance="New"))[1] == {"acceptance": ""}


def test_an_amount_of_one_window_is_never_put_beside_the_currency_of_the_other():
    form, aside = merged(MARKS, a_form(amount="1500"), a_form(currency="EUR"))
    assert (form.amount, form.currency) == (DRAWN.amount, "EUR")
    assert aside == {"amount": "1500", "currency": "USD"}


def test_answers_are_merged_and_one_that_differs_is_asked_about():
    drawn = a_form().model_copy(update={"answers": {"one": "yes", "two": "yes"}})
    here = drawn.model_copy(update={"answers": {"one": "no", "two": "yes"}})
    there = drawn.model_copy(update={"answers": {"one": "yes", "two": "no"}})
    assert merged(marks_of(drawn), here, drawn) == (here, {})
    assert merged(marks_of(drawn), drawn, there) == (there, {})
    form, aside = merged(marks_of(drawn), here, there)
    assert form.answers == there.answers
    assert aside == {"answer_one": "no", "answer_two": "yes"}


def test_a_card_of_an_earlier_release_is_saved_as_it_was_typed():
    assert merged("", a_form(title="From here"), a_form(title="From there")) == (
        a_form(title="From here"),
        {},
    )


def test_a_text_set_aside_twice_is_asked_about_once_and_not_at_all_once_it_is_saved():
    draft = a_draft(a_form(title="Saved"))
    twice = with_unsettled(with_unsettled(draft, {"title": "Mine"}, RITA, NOW), {"title": "Mine"}, RITA, NOW)
    assert [one.text for one in twice.unsettled] == ["Mine"]
    assert set(unsettled_problems(twice)) == {"title"}
    saved = twice.model_copy(update={"form": a_form(title="Mine")})
    assert with_unsettled(saved, {}, RITA, NOW).unsettled == ()


def test_a_choice_settles_one_text_and_a_second_press_changes_nothing():
    draft = with_unsettled(a_draft(a_form(title="Saved")), {"title": "Mine", "answer_one": "no"}, RITA, NOW)
    title, answer = draft.unsettled
    used = settled(draft, "title", mark_of(title), use=True)
    assert (used.form.title, used.unsettled) == ("Mine", (answer,))
    assert settled(used, "title", mark_of(title), use=True) == used
    assert settled(used, "answer_one", mark_of(answer), use=True).form.answers == {"one": "no"}
    assert settled(draft, "title", mark_of(title), use=False).form.title == "Saved"
