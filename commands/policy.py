"""`run.py policy`: explains a policy file in words, and which way a brief would take through it."""

import asyncio
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from assembly.clock_and_ids import SystemClock
from commands.terminal import ended, settings_given
from config.settings import Settings
from directory.people_file import PeopleFile, PeopleFileWrong, read_people_file
from gigs.amounts import without_grouping
from gigs.brief import BY_POLICY, Brief, BriefForm
from gigs.check_brief import ANSWER, check_brief, clean_form
from gigs.errors import BriefIncomplete
from gigs.people import Person
from gigs.route import Lane, Need, Route, Step
from policy.budgets import over_budget
from policy.case import Case
from policy.markets import choose
from policy.plan import Plan, plan
from policy.policy import Policy
from policy.policy_file import PolicyWrong, read_policy
from policy.words import in_words
from use_cases.approving.approver_resolver import ApproverResolver
from use_cases.approving.route_gig import route_of

policy = typer.Typer(
    name="policy",
    no_args_is_help=True,
    help="Check a policy file, and see which way a brief takes through it. Changes nothing, asks nobody.",
)
LANES = {
    Lane.STANDARD: "the usual one",
    Lane.SELF_SERVICE: "self-service, nobody has to be asked",
    Lane.EMERGENCY: "the emergency lane, reviewed afterwards",
}
USUAL: dict[str, Any] = {
    "title": "A gig",
    "outcome": "Something is done.",
    "deliverables": "The work",
    "acceptance": "It works.",
    "category": "other",
    "skills": "anything",
    "price_type": "fixed",
    "amount": "1000",
    "currency": "USD",
    "data_tier": "general",
    "cost_centre": "any",
    "visibility": "public",
    "marketplace": "sandbox",
}
"""What a brief says where its file is silent; it starts in a week and takes a month."""


@policy.command()
def check(file: Annotated[Path, typer.Argument(help="The policy file.")]) -> None:
    """Say in words what a policy does, or at which lines and fields it is wrong."""
    typer.echo(in_words(_read(file)))


@policy.command()
def explain(
    brief: Annotated[Path, typer.Argument(help="A brief as YAML: the fields that matter to you.")],
    requester: Annotated[str, typer.Option("--as", help="Whose gig it would be, by e-mail address.")],
    file: Annotated[Path | None, typer.Option("--policy", help="POLICY_FILE when left out.")] = None,
) -> None:
    """Show which rule leads a brief to which approver, and why; or what would stop it before anybody is asked."""
    settings, people = _company()
    rules = _read(file or settings.policy_file)
    typer.echo("\n".join(asyncio.run(_explained(brief, requester, rules, settings, people))))


async def _explained(
    path: Path, requester: str, rules: Policy, settings: Settings, people: PeopleFile
) -> list[str]:
    found = [await people.by_address(tenant, requester) for tenant in sorted(settings.tenants)]
    who = next((person for person in found if person), None)
    if who is None:
        raise ended(f"Nobody in {settings.people_file} has the address {requester}.")
    brief = _brief(path, rules, SystemClock().now().date())
    case, where = _chosen(rules, Case(brief=brief, requester=who, amount=brief.budget))
    brief = case.brief
    planned = plan(rules, case)
    over = over_budget(rules, brief, brief.budget, {})
    planned = planned.model_copy(update={"blocks": (*planned.blocks, *over)})
    route = await route_of(ApproverResolver(people, rules, case, {}), planned)
    return [*_lines(who, brief, planned, route), *where]


def _chosen(rules: Policy, case: Case) -> tuple[Case, list[str]]:
    """With `marketplace: policy`, the case at the marketplace that the policy chooses if all it names are set up."""
    if case.brief.marketplace != BY_POLICY:
        return case, []
    named = [rule.use for rule in rules.marketplaces.choose] if rules.marketplaces else []
    try:
        found = choose(rules, case, named)
    except BriefIncomplete as nowhere:
        return case, ["", nowhere.problems["marketplace"]]
    brief = case.brief.model_copy(update={"marketplace": found.name})
    return case.model_copy(update={"brief": brief}), ["", f"It is posted to {found.name}: {found.because}"]


def _brief(path: Path, rules: Policy, today: date) -> Brief:
    days = {"start": today + timedelta(days=7), "due": today + timedelta(days=37)}
    typed = USUAL | {name: day.isoformat() for name, day in days.items()} | _typed(path)
    questions = [question.id for question in rules.questions]
    try:
        return check_brief(
            clean_form(typed | {"amount": without_grouping(str(typed["amount"]), "en")}),
            today=today,
            marketplaces=[str(typed["marketplace"])],
            questions=questions,
        )
    except BriefIncomplete as wrong:
        named = {name: name.replace(ANSWER, "answers: ", 1) for name in wrong.problems}
        told = "".join(f"\n  - {named[name]}: {sentence}" for name, sentence in wrong.problems.items())
        raise ended(f"{path} is no complete brief:{told}") from wrong


def _typed(path: Path) -> dict[str, Any]:
    """Fields as on the form, each as it is typed there: `1.200` stays `1.200`.

    `answers` is a part of its own, `deliverables` and `skills` may be lists.
    """
    try:
        content = yaml.BaseLoader(path.read_text(encoding="utf-8")).get_single_data() or {}
    except OSError as error:
        raise ended(f"{path} cannot be read: {error.strerror}.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ended(f"{path} is not YAML: {error}") from error
    if not isinstance(content, dict):
        raise ended(f"{path} must have the fields of a brief, such as amount: 1200.")
    answers = content.pop("answers", None) or {}
    if not isinstance(answers, dict):
        raise ended(f"{path}: answers are the ids of questions with yes or no, such as hours: yes.")
    if unknown := sorted(set(map(str, content)) - set(BriefForm.model_fields)):
        raise ended(
            f"{path}: a brief has no field {', '.join(unknown)}; it has {', '.join(USUAL)} and others."
        )
    said = {ANSWER + str(name): _yes_or_no(answer) for name, answer in answers.items()}
    return {name: _text(value) for name, value in content.items()} | said


def _text(value: Any) -> str:
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def _yes_or_no(answer: Any) -> str:
    """In any of YAML’s spellings."""
    spelled = str(answer).lower()
    return {"true": "yes", "on": "yes", "false": "no", "off": "no"}.get(spelled, spelled)


def _lines(who: Person, brief: Brief, planned: Plan, route: Route) -> Iterator[str]:
    yield f"{who.name} wants to spend {brief.budget}, under policy {planned.policy}."
    if planned.blocks:
        yield "\nIt is stopped before anybody is asked:"
        yield from (f"  - at {block.field}: {block.sentence}" for block in planned.blocks)
        return
    yield f"Its way is {LANES[route.lane]}. What other gigs hold of a budget is not looked at here."
    yield from (f"  - {why}" for why in planned.why)
    for number, step in enumerate(route.steps, start=1):
        yield f"\nStep {number}, {step.name}: {_whom(step)}"
        yield from (f"  - {why}" for why in step.why)
    if planned.steps and not route.steps:
        yield "\nBut not every step finds somebody who may answer, so it could not be submitted."
    yield from (f"\nWarning: {warning}" for warning in planned.warnings)
    if planned.checklist:
        yield "\nTo be confirmed before submitting:"
        yield from (f"  - {item.text}" for item in planned.checklist)
    if route.reviewers:
        yield f"\nReviewed afterwards by any of {_names(route.reviewers)}."


def _whom(step: Step) -> str:
    names = _names(step.approvers)
    if len(step.approvers) == 1:
        return f"{names} ({step.ask})"
    return f"{'all' if step.need is Need.ALL else 'any one'} of {names} ({step.ask})"


def _names(people: tuple[Person, ...]) -> str:
    return ", ".join(person.name for person in people)


def _company() -> tuple[Settings, PeopleFile]:
    settings = settings_given()
    try:
        return settings, read_people_file(settings.people_file)
    except PeopleFileWrong as wrong:
        raise ended(str(wrong)) from wrong


def _read(path: Path) -> Policy:
    try:
        return read_policy(path)
    except PolicyWrong as wrong:
        raise ended(str(wrong)) from wrong
