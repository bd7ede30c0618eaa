"""The organisation’s folder: what wins, and at which file, line and field something is wrong."""

import pytest

from gigs.brief import Category, DataTier
from playbook.practice import Step
from playbook.reading import OURS, read_playbook
from playbook.source import Source
from playbook.template import Deliverable
from tests.playbook.folders import PAGE, TEMPLATE, problems, read, write
from tests.support.cases import every_case


def changed(old: str, new: str) -> str:
    assert old in TEMPLATE
    return TEMPLATE.replace(old, new, 1)


def test_a_folder_adds_its_templates_and_pages_to_ours(tmp_path):
    ours = read_playbook([OURS])
    playbook = read(write(tmp_path, templates__photos=TEMPLATE, practices__procurement=PAGE))
    assert len(playbook.templates) == len(ours.templates) + 1
    photos = playbook.template("photos")
    assert photos.source is Source.ORGANISATION
    assert (photos.domain, photos.data_tier, photos.days) == (Category.DESIGN, DataTier.GENERAL, (2, 4))
    assert photos.deliverables[1] == Deliverable(
        what="1 list of captions", accepted_when="Each file name is on the list once."
    )
    page = playbook.practice("procurement")
    assert (page.source, page.steps) == (Source.ORGANISATION, (Step.BRIEF,))
    assert page.rules == ("Nothing above 5,000 without a purchase order.",)


def test_pages_come_in_the_order_of_the_journey_and_templates_by_title(tmp_path):
    playbook = read(write(tmp_path, templates__photos=TEMPLATE, practices__procurement=PAGE))
    titles = [one.title.casefold() for one in playbook.templates]
    assert titles == sorted(titles)
    pages = [one.id for one in playbook.practices]
    assert pages == [
        *("choosing-work", "procurement", "writing-a-brief", "comparing-proposals", "working-together"),
        *("giving-feedback", "data-and-ip", "first-gig"),
    ]


def test_a_template_of_theirs_wins_over_ours_of_the_same_id(tmp_path):
    playbook = read(write(tmp_path, templates__illustration=TEMPLATE))
    assert [one.title for one in playbook.templates if one.id == "illustration"] == ["Photos of our sites"]
    assert len(playbook.templates) == len(read_playbook([OURS]).templates)


def test_rules_alone_are_added_to_our_page_and_stay_theirs(tmp_path):
    rules = "rules:\n  - Legal signs every contract on data.\n"
    ours = read_playbook([OURS]).practice("data-and-ip")
    page = read(write(tmp_path, practices__data_and_ip=rules)).practice("data-and-ip")
    assert page == ours.model_copy(update={"rules": ("Legal signs every contract on data.",)})


def test_rules_alone_need_a_page_of_ours(tmp_path):
    said = problems(write(tmp_path, practices__travel="rules:\n  - Economy class.\n"))
    assert said == (
        "practices/travel.yaml: line 1: steps: is missing.",
        "practices/travel.yaml: line 1: text: is missing.",
        "practices/travel.yaml: line 1: title: is missing.",
    )


def test_what_need_not_be_there_can_be_left_out(tmp_path):
    short = [
        line
        for line in TEMPLATE.splitlines()
        if not line.startswith(("words", "out_of_scope", "give", "ask", "watch"))
    ]
    photos = read(write(tmp_path, templates__photos="\n".join(short))).template("photos")
    assert (photos.words, photos.out_of_scope, photos.give, photos.ask, photos.watch) == ((),) * 5


def test_everything_that_is_wrong_in_all_files_is_told_at_once(tmp_path):
    write(
        tmp_path,
        templates__one=changed("domain: design", "domain: cooking").replace("days: [2, 4]", "days: [4, 2]"),
        templates__two=changed("accepted_when: Every", "acepted_when: Every"),
        practices__three=PAGE.replace("[brief]", "[lunch]"),
    )
    said = problems(tmp_path)
    assert [one.split(": ")[:3] for one in said] == [
        ["templates/one.yaml", "line 2", "domain"],
        ["templates/one.yaml", "line 16", "days"],
        ["templates/two.yaml", "line 7", "deliverables[0].accepted_when"],
        ["templates/two.yaml", "line 8", "deliverables[0].acepted_when"],
        ["practices/three.yaml", "line 2", "steps[0]"],
    ]
    assert said[3].endswith("is not known here; did you mean `accepted_when`?")


@pytest.mark.parametrize("field", ["title", "domain", "about", "outcome", "skills", "days", "data_tier"])
def test_a_field_that_has_to_be_there_is_missed(tmp_path, field):
    without = "\n".join(line for line in TEMPLATE.splitlines() if not line.startswith(f"{field}:"))
    assert f"templates/photos.yaml: line 1: {field}: is missing." in problems(
        write(tmp_path, templates__photos=without)
    )


def test_each_slip_has_its_sentence(tmp_path):
    far, long = "[1, 999]", "x" * 2001
    slips = {
        (
            "ask: [Which camera do you use?]",
            "ask: []",
        ): "line 13: ask: has no entry; give one or leave it out.",
        ("ask: [Which camera do you use?]", "ask:"): "line 13: ask: must be a list, one `- ` a line.",
        ("skills: [Photography]", "skills: []"): "line 15: skills: must have at least one entry.",
        ("skills: [Photography]", "skills: Photography"): "line 15: skills: must be a list, one `- ` a line.",
        ("[Photography]", '["Light, sound"]'): "line 15: skills[0]: is more than one skill;",
        ("[Photography]", "[a, b, c, d, e, f]"): "line 15: skills: as the form’s skills: Please keep it to 5",
        ("[Photography]", "[Light, light]"): "line 15: skills[1]: is here a second time; keep one.",
        ("title: Photos of our sites", "title:"): "line 1: title: must be a text on the same line.",
        ("title: Photos of our sites", 'title: " "'): "line 1: title: must not be empty.",
        (
            "title: Photos",
            f"title: {'x' * 101} Photos",
        ): "line 1: title: as the form’s title: Please shorten this",
        ("title: Photos", f"title: {long}"): "line 1: title: must have at most 2,000 characters.",
        (
            "title: Photos of our sites",
            'title: "\\a Photos"',
        ): "line 1: title: has a character that nobody sees (U+0007)",
        ("title: Photos", "title: \u202ePhotos"): "line 1: title: has a character that nobody sees (U+202E)",
        ("title: Photos", "id: x\ntitle: Photos"): "line 1: id: is not known here.",
        ("title: Photos", "source: ours\ntitle: Photos"): "line 1: source: is not known here.",
        ("title: Photos", "title: a\ntitle: Photos"): "line 2: title: is here a second time, after line 1",
        ("title: Photos", "price: 100\ntitle: Photos"): "line 1: price: is not known here; there are title, ",
        ("days: [2, 4]", "days: two"): "line 16: days: must be a list, one `- ` a line.",
        ("days: [2, 4]", "days: [two, 4]"): "line 16: days[0]: must be a whole number.",
        ("days: [2, 4]", "days: [0, 4]"): "line 16: days[0]: must be at least 1.",
        ("days: [2, 4]", f"days: {far}"): "line 16: days[1]: must be at most 260.",
        ("days: [2, 4]", "days: [2, 3, 4]"): "line 16: days: must have at most 2 entries.",
        ("days: [2, 4]", "days: [4, 2]"): "line 16: days: must go from few to many, like [2, 4].",
        ("data_tier: general", "data_tier: secret"): "line 17: data_tier: 'secret' is not one of 'general', ",
        (
            "give: [A key to the gate]",
            "give: [{key: gate}]",
        ): "line 12: give[0]: must be a text on the same line.",
        (
            "deliverables:",
            "deliverables:\n  - 1 film",
        ): "line 7: deliverables[0]: must have fields of its own below it.",
    }
    with every_case() as case:
        for (old, new), said in slips.items():
            with case(new):
                found = problems(write(tmp_path, templates__photos=changed(old, new)))
                assert any(one.startswith(f"templates/photos.yaml: {said}") for one in found), found


def test_a_template_that_does_not_fit_the_form_is_refused(tmp_path):
    many = "".join(f"\n  - what: Part {n}\n    accepted_when: It opens." for n in range(11))
    asks = ", ".join(f"Question {n}" for n in range(6))
    gives = "give: [" + ", ".join(f"{n} {'x' * 400}" for n in range(5)) + "]"
    slips = {
        (
            "deliverables:",
            f"deliverables:{many}",
        ): "line 6: deliverables: as the form’s deliverables: Please keep",
        (
            "[Which camera do you use?]",
            f"[{asks}]",
        ): "line 13: ask: as the form’s questions: Please keep it to 5",
        (
            "give: [A key to the gate]",
            gives,
        ): "line 5: outcome: with `out_of_scope` and `give`, as the form’s outcome",
    }
    with every_case() as case:
        for (old, new), said in slips.items():
            with case(said):
                (found,) = problems(write(tmp_path, templates__photos=changed(old, new)))
                assert found.startswith(f"templates/photos.yaml: {said}")


def test_a_page_is_read_in_a_minute(tmp_path):
    page = PAGE.replace("Look into", f"Look {'and look ' * 120} into")
    (said,) = problems(write(tmp_path, practices__procurement=page))
    assert said.startswith(
        "practices/procurement.yaml: line 3: text: has 252 words with its rules; 250 at most"
    )
