"""What each rule on the words of a brief finds, what it leaves alone, and what one press mends."""

from coach.coach import hints_on_words
from coach.customers import customers_in
from coach.hints import Kind, Mend
from coach.mending import MASK, mended
from coach.personal import personal_data
from coach.phrases import MOST_FOUND
from coach.wording import vague_words
from gigs.brief import BriefForm
from tests.support.cases import every_case

SOUND = BriefForm(
    title="Slides for the launch",
    outcome="Sales presents the new prices. Animations are out of scope.",
    deliverables="12 slides (PPTX)\n1 PDF",
    acceptance="Every chart can be edited.",
    skills="PowerPoint",
)


def a_form(**texts):
    return SOUND.model_copy(update=texts)


def hint_of(form, kind, **given):
    return next((hint for hint in hints_on_words(form, **given) if hint.kind is kind), None)


def test_personal_data_is_found():
    with every_case() as case:
        for text, words in (
            ("Ask anna.b@contoso.com, please", ["anna.b@contoso.com"]),
            ("Call 0171 2345678 or +49 89 1234-5678", ["0171 2345678", "+49 89 1234-5678"]),
            ("call (415) 555-0132", ["(415) 555-0132"]),
            ("Rückruf unter 089/12345678", ["089/12345678"]),
            ("Pay to DE89 3704 0044 0532 0130 00 today", ["DE89 3704 0044 0532 0130 00"]),
            ("Card 4111 1111 1111 1111", ["4111 1111 1111 1111"]),
            ("She was born on 12.03.1985", ["12.03.1985"]),
            ("geb. 4. Mai 1979", ["4. Mai 1979"]),
            ("His SSN is 123-45-6789", ["123-45-6789"]),
            ("AHV 756.1234.5678.97", ["756.1234.5678.97"]),
            ("Passport number C01X00T47", ["C01X00T47"]),
            ("wohnhaft Hauptstraße 5", ["Hauptstraße 5"]),
            ("Rückfragen an Frau Ines Kohl", ["Frau Ines Kohl"]),
            ("write to j.doe (at) contoso.com", ["j.doe (at) contoso.com"]),
            ("Ask Anna, ext. 4412", ["ext. 4412"]),
        ):
            with case(text):
                assert [found.text for found in personal_data(text)] == words


def test_numbers_and_addresses_of_nobody_are_left_alone():
    with every_case() as case:
        for text in (
            "Write to press@contoso.com",
            "From 01.09.2026 to 30.09.2026, order 4711-22",
            "between 2026-09-01 and 2026-10-15",
            "20 000 – 30 000 words at 1920 x 1080 px",
            "ISO 27001:2022, version 1.2.3.4, host 192.168.10.24",
            "EAN 4006381333931 and 9783161484100",
            "born in the cloud",
            "phone extensions are unchanged",
            "Frau Holle as a puppet show",
        ):
            with case(text):
                assert personal_data(text) == []


def test_a_customer_is_found_however_the_name_is_written():
    known = ("Müller Maschinenbau GmbH", "Contoso", "Gap Inc.")
    with every_case() as case:
        for text, words in (
            ("for Mueller Maschinenbau", ["Mueller Maschinenbau"]),
            ("MÜLLER MASCHINENBAU’s fair", ["MÜLLER MASCHINENBAU"]),
            ("contoso needs slides", ["contoso"]),
            ("the Gap in Berlin", ["Gap"]),
            ("for our client Northwind Traders in May", ["Northwind Traders"]),
            ("für unseren Kunden Adatum AG", ["Adatum AG"]),
            ("a gap analysis", []),
            ("Contosophy is another word", []),
            ("our customer Success team", []),
            ("damit wir unseren Kunden Einblicke geben", []),
        ):
            with case(text):
                assert [found.text for found in customers_in(text, known)] == words


def test_what_a_word_means_in_its_place_counts():
    with every_case() as case:
        for text in (
            "works in modern browsers",
            "a museum of modern art",
            "nice to have",
            "the Modern Data Platform team",
            "faster and more accurate",
            "a script in /etc/cron.d",
            "say when you can be reached",
        ):
            with case(text):
                assert vague_words(text) == []


def test_vague_words_go_in_one_press_where_that_leaves_a_sentence():
    with every_case() as case:
        for text, left in (
            ("Modern logo asap", "Logo"),
            ("A cool and modern logo", "A logo"),
            ("Slides as soon as possible", "Slides"),
            ("About 15 slides or so, as soon as possible. No print.", "About 15 slides. No print."),
            ("We need a nice, modern logo asap, please.", "We need a logo, please."),
            ("Wir brauchen ein schönes, frisches Signet usw.", "Wir brauchen ein Signet."),
            ("Cards, flyers, etc. for the fair.", "Cards, flyers. for the fair."),
        ):
            with case(text):
                form = a_form(title=text)
                hint = hint_of(form, Kind.VAGUE)
                assert hint.mend is Mend.REMOVE
                assert mended(form, hint).title == left


def test_a_vague_word_that_a_sentence_needs_stays_for_its_writer():
    hint = hint_of(a_form(outcome="It should be modern. No print."), Kind.VAGUE)
    assert (hint.mend, hint.words) == (Mend.OPEN, ("modern",))


def test_what_is_masked_is_gone_and_the_rest_stays():
    form = a_form(outcome="Ask anna@contoso.com; animations are out of scope.")
    assert mended(form, hint_of(form, Kind.PERSONAL)).outcome == f"Ask {MASK}; animations are out of scope."
    known = ("Fabrikam",)
    form = a_form(title="Slides for Fabrikam")
    found = hint_of(form, Kind.CUSTOMER, customers=known)
    assert mended(form, found, customers=known).title == f"Slides for {MASK}"


def test_a_line_to_complete_is_added_below_what_was_typed():
    form = a_form(
        outcome="Sales presents the new prices to everybody in the spring.", deliverables="1 deck\n1 PDF"
    )
    changed = mended(form, hint_of(form, Kind.SCOPE), line="Out of scope:")
    assert changed.outcome == f"{form.outcome}\nOut of scope: "


def test_the_first_skills_are_kept():
    form = a_form(skills="a, b, c, d, e, f, g")
    assert mended(form, hint_of(form, Kind.SKILLS)).skills == "a, b, c, d, e"


def test_a_mark_stays_until_the_words_that_a_hint_is_about_change():
    before = hint_of(a_form(outcome="A modern deck, no print."), Kind.VAGUE)
    elsewhere = hint_of(a_form(outcome="For May: a modern deck, no print."), Kind.VAGUE)
    changed = hint_of(a_form(outcome="A nice deck, no print."), Kind.VAGUE)
    assert before.about == elsewhere.about != changed.about


def test_a_short_text_and_an_unknown_marketplace_are_in_no_language():
    german = (
        "Der Vertrieb stellt auf der Tagung die neuen Preise vor, ohne Animationen und ohne Sprechertexte."
    )
    assert (
        hint_of(
            a_form(outcome="Folien, kein Druck", deliverables="3 Folien", acceptance="Alle"),
            Kind.LANGUAGE,
            languages=("en",),
        )
        is None
    )
    assert (
        hint_of(
            a_form(
                outcome=german, deliverables="12 Folien", acceptance="Jedes Diagramm lässt sich bearbeiten."
            ),
            Kind.LANGUAGE,
        )
        is None
    )
    found = hint_of(
        a_form(outcome=german, deliverables="12 Folien", acceptance="Jedes Diagramm lässt sich bearbeiten."),
        Kind.LANGUAGE,
        languages=("en",),
    )
    assert (found.language, found.wanted) == ("de", ("en",))


def test_any_text_can_be_read():
    with every_case() as case:
        for text in (
            "",
            " ",
            "\n" * 500,
            "nice " * 900,
            "+49 " * 1000,
            "a@" * 2000,
            "1" * 4000,
            "🧑‍💻" * 900,
            "語" * 4000,
            "to our " * 600,
            "\u202eevil",
        ):
            with case(repr(text[:12])):
                form = BriefForm(
                    title=text, outcome=text, deliverables=text, acceptance=text, skills=text, screening=text
                )
                for hint in hints_on_words(form, customers=("to", "語"), languages=("en",)):
                    assert len(hint.words) <= MOST_FOUND
                    assert isinstance(mended(form, hint, line="x", customers=("to",)), BriefForm)


def test_what_is_not_part_of_the_work_may_be_said_beside_the_acceptance_or_as_somebody_elses_part():
    long = "Twelve slides for the spring launch with three charts each, in our template, for the sales meeting of 12 March."
    with every_case() as case:
        for field, said in (
            ("acceptance", "Every chart can be edited. Speaker notes are not needed."),
            ("acceptance", "A legal opinion isn’t requested."),
            ("acceptance", "What’s out: training."),
            ("outcome", f"{long} Posting to the ledger remains with us."),
            ("outcome", f"{long} New hardware is off the table."),
            ("outcome", f"{long} Druck und Montage laufen über den Standbauer."),
            ("outcome", f"{long} Versand und Landingpage liegen beim CRM-Team."),
        ):
            with case(said):
                assert hint_of(a_form(**({"outcome": long} | {field: said})), Kind.SCOPE) is None
        for outcome in (long, f"{long} Drei Beispiele liegen bei."):
            with case(outcome):
                assert hint_of(a_form(outcome=outcome), Kind.SCOPE) is not None


def test_a_customer_is_known_by_the_short_form_of_the_name_and_whatever_stands_for_and():
    customers = ("Müller & Söhne GmbH", "Northwind Traders", "Deutsche Bank", "Gap Inc.")
    with every_case() as case:
        for text, found in (
            ("Stand mit Müller und Söhne", ["Müller und Söhne"]),
            ("records of Mueller und Soehne first", ["Mueller und Soehne"]),
            ("the dryer at Northwind’s plant", ["Northwind"]),
            ("Northwind Traders’ site", ["Northwind Traders"]),
            ("eine deutsche Übersetzung der Anleitung", []),
            ("mind the gap between the rows", []),
        ):
            with case(text):
                assert [one.text for one in customers_in(text, customers)] == found
