"""`python -m bench.hints`: what the hints on the words of a brief cost, on sound and on hostile texts."""

import time

from coach.coach import hints_on_words
from coach.mending import mended
from gigs.brief import BriefForm
from gigs.check_brief import LENGTHS

CUSTOMERS = tuple(f"Customer {number} GmbH" for number in range(5000))
GOOD = BriefForm(
    title="Slides for the spring launch",
    outcome="The sales team presents the new pricing. Speaker notes and printing are out of scope. " * 5,
    deliverables="A 12-slide deck as PPTX in our template\nA PDF of the same deck",
    acceptance="All 12 slides use the master; every chart can be edited; no text is smaller than 14 pt.",
    skills="PowerPoint, Data visualisation",
)
HOSTILE = {
    "vague words": "nice ",
    "beginnings of phrases": "to our ",
    "numbers": "+49 89 1 ",
    "brackets": "( 0",
    "addresses": "a@a.",
    "accounts": "DE12 3456 ",
    "birthdays": "born 1.1.",
    "customers": "kunde A",
    "wide letters": "\u8a9e",
    "one word": "x",
}


def main() -> None:
    """Prints a table in Markdown."""
    hints_on_words(GOOD, customers=CUSTOMERS, languages=("en",))
    print("| brief | CPU, ms |\n|---|---|")
    print(f"| a sound one, 5,000 customers | {_cost(GOOD):.1f} |")
    for size in (2000, 4000):
        for name, text in HOSTILE.items():
            print(f"| {name}, {size} characters in each field | {_cost(_filled(text, size)):.1f} |")


def _filled(text: str, size: int) -> BriefForm:
    whole = (text * size)[:size]
    texts = dict.fromkeys(("outcome", "deliverables", "acceptance"), whole)
    return BriefForm(title=whole[: LENGTHS["title"]], screening=whole[: LENGTHS["screening"]], **texts)


def _cost(form: BriefForm) -> float:
    start, times = time.process_time(), 5
    for _ in range(times):
        for hint in hints_on_words(form, customers=CUSTOMERS, languages=("en",)):
            mended(form, hint, line="x", customers=CUSTOMERS)
    return (time.process_time() - start) / times * 1000


if __name__ == "__main__":
    main()
