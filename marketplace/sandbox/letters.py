"""What the sandbox's freelancers write: cover letters, deliverables, milestone plans. Listing text is only quoted."""

from gigs.brief import Category
from gigs.proposal import Answered
from gigs.value import Value
from marketplace.sandbox.cast import Freelancer, Style
from ports.marketplace import PostRequest


class Trade(Value):
    """How one category of work is gone about: the steps, how a good letter opens, and what it asks."""

    steps: tuple[str, ...]
    approach: str
    question: str


TRADES: dict[Category, Trade] = {
    Category.DESIGN: Trade(
        steps=("Concepts and moodboard", "First design", "Final files"),
        approach="I would start with two directions side by side, so that you can choose before anything is polished",
        question="Is there a brand guide I should follow?",
    ),
    Category.WRITING: Trade(
        steps=("Outline", "First draft", "Edited final text"),
        approach="I would agree an outline with you first, because that is where most rewriting is saved",
        question="Who will read it, and what should they do afterwards?",
    ),
    Category.TRANSLATION: Trade(
        steps=("Glossary and sample page", "Full translation", "Proofread final"),
        approach="I would settle a glossary of your terms first and have a second native speaker proofread",
        question="Do you have earlier translations whose wording should be kept?",
    ),
    Category.PRESENTATION: Trade(
        steps=("Storyline and master slide", "All slides, first round", "Final deck"),
        approach="I would write the storyline as headlines only before a single slide is drawn",
        question="Will it be presented or read?",
    ),
    Category.RESEARCH: Trade(
        steps=("Questions and method", "Findings", "Report with sources"),
        approach="I would agree the questions and what counts as evidence before I collect anything",
        question="Which decision will be made with the result?",
    ),
    Category.MARKETING: Trade(
        steps=("Audience and message", "Campaign material", "Launch and first figures"),
        approach="I would test the message on a small audience before the full budget is spent",
        question="What has worked or failed for you before?",
    ),
    Category.SOFTWARE: Trade(
        steps=("Thin version end to end", "Complete and tested", "Handover with documentation"),
        approach="I would show you a thin version that works end to end in the first days, then deepen it",
        question="Where will it run, and who keeps it running afterwards?",
    ),
    Category.VIDEO: Trade(
        steps=("Script and storyboard", "Rough cut", "Final cut with captions"),
        approach="I would agree the storyboard first: changes there cost minutes, in the edit they cost days",
        question="How long may it be, and where will it be shown?",
    ),
    Category.OTHER: Trade(
        steps=("Plan and first sample", "Main work", "Final hand-over"),
        approach="I would show you a first sample early, so that we find misunderstandings while they are small",
        question="What would make you call this a success?",
    ),
}


def letter(freelancer: Freelancer, request: PostRequest) -> str:
    """The cover letter of this freelancer for this listing."""
    if freelancer.style is Style.TEMPLATED:
        return (
            f"Hello dear client! I am {freelancer.name}, an expert with {freelancer.craft} of experience. I have read "
            "your project description carefully and I am 100% interested. I guarantee top quality, unlimited "
            "revisions and on-time delivery. I can start right now. Please message me to discuss the details."
        )
    if freelancer.style is Style.POOR:
        return f"hi i can do this {freelancer.craft}. pls award me i need good review thx"
    return _own_words(freelancer, request)


def _own_words(freelancer: Freelancer, request: PostRequest) -> str:
    trade = TRADES[request.category]
    skills = " and ".join(request.skills[:2]) or "the skills you name"
    title, due = shorten(request.title), f"{request.due:%d %B %Y}"
    if freelancer.style is Style.PREMIUM:
        return (
            f"Thank you for a brief one can plan with. {freelancer.craft}; for “{title}” you would get “{trade.steps[0]}” "
            f"in the first week, from people who live by {skills}. I am above your budget: that buys a second pair "
            f"of eyes on everything and a month of free fixes. {due} holds."
        )
    if freelancer.style is Style.BUSY:
        return (
            f"{trade.question} I ask because “{title}” could go two ways, and with {skills} I have done both. "
            f"{freelancer.craft}, so {due} would suit me well."
        )
    return (
        f"“{title}” is close to what I do most: {freelancer.craft}, and {skills} are my daily work. {trade.approach}. "
        f"I can be done by {due}. One question: {trade.question}"
    )


def answers(freelancer: Freelancer, request: PostRequest) -> tuple[Answered, ...]:
    """What this freelancer says to each of the listing's questions, in their order."""
    return tuple(
        Answered(question=question, answer=_answer(freelancer, request, question, place))
        for place, question in enumerate(request.screening)
    )


def _answer(freelancer: Freelancer, request: PostRequest, question: str, place: int) -> str:
    trade, about = TRADES[request.category], shorten(question, 60)
    if freelancer.style is Style.TEMPLATED:
        return "Yes, no problem. I have much experience with this. Please message me to discuss."
    if freelancer.style is Style.POOR:
        return "yes"
    if freelancer.style is Style.PREMIUM:
        return f"On “{about}”: our team settles that in “{trade.steps[0]}”, and you see it in writing before we go on."
    if place:
        return f"To “{about}” I can say more once I have seen your material; I would decide it with you."
    return f"On “{about}”: {freelancer.craft}. {trade.approach}."


def handed_in(milestone: str, title: str, changed: str) -> str:
    """What comes with a deliverable; `changed` is the reason the former one was sent back, or empty."""
    if changed:
        return f"Here is “{milestone}” again, with what you asked for: {shorten(changed, 200)}"
    return f"Here is “{milestone}” for “{shorten(title)}”. I checked it against your list; tell me what you would change."


def shorten(text: str, most: int = 80) -> str:
    """At most so many characters, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
