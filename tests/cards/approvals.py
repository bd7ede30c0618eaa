"""Gigs on their way to a yes, in every situation an approver's card can meet, made by the domain's own transitions."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from gigs.approval import Came, Decision, Times
from gigs.approving import ask_for_excess, ask_for_extension, submit
from gigs.asking import Asking, Cover
from gigs.brief import Brief
from gigs.choice import Choice
from gigs.deciding import ask_advice, decide, give_advice, review_emergency
from gigs.gig import Extension, Gig
from gigs.handing_over import pass_on, tick
from gigs.money import Money
from gigs.people import Person, PersonKey
from gigs.route import Lane, Need, Route, Step, Timing

Text = Callable[[str], str]
AT = datetime(2026, 5, 12, 10, 4, tzinfo=UTC)
DAY = timedelta(days=1)
TIMING = Timing(remind=DAY, escalate=2 * DAY, expire=3 * DAY)
CONFIRMED = (
    "The freelancer gets no access to our systems.",
    "Nothing in the brief is secret.",
)


def usd(amount: str | int) -> Money:
    return Money(amount=Decimal(amount), currency="USD")


def asking(at: datetime = AT - DAY, cover: Cover | None = None) -> Asking:
    """Asked at this moment; the clock's marks are calendar days after it."""

    def times(_person: Person, timing: Timing, asked: datetime) -> Times:
        marks = {
            name: asked + mark if (mark := getattr(timing, name)) else None
            for name in ("remind", "delegate", "escalate")
        }
        return Times(due=asked + timing.expire, **marks)

    return Asking(at=at, times=times, cover=cover or Cover())


class Way:
    """Ben's gig under a policy with three steps: Ann; Faye or Max; Leo and Lia together."""

    def __init__(self, text: Text, draft: Gig, brief: Brief) -> None:
        """`draft` is not submitted yet, `brief` what is in it."""
        self.text, self.draft, self.brief = text, draft, brief
        self.ann = self.person("Ann Archer")
        self.dan = self.person("Dan Dorsey")
        self.faye, self.max = self.person("Faye Finch"), self.person("Max Moss")
        self.leo, self.lia = self.person("Leo Lang"), self.person("Lia Lund")
        self.pia = self.person("Pia Park", frozenset({"programme_lead"}))

    def person(self, name: str, roles: frozenset[str] = frozenset()) -> Person:
        key = PersonKey(tenant="t", object_id=name.split()[0].lower())
        email = f"{key.object_id}@t.example"
        return Person(
            key=key, name=self.text(name), email=email, department=self.text("Finance"), roles=roles
        )

    def step(
        self,
        name: str,
        *approvers: Person,
        need: Need = Need.ANY,
        concerns: Sequence[str] = (),
        why: str = "",
    ) -> Step:
        reasons = ["USD 1,200.00 falls into the band above USD 1,000.00.", why]
        return Step(
            name=self.text(name),
            ask=name.lower(),
            need=need,
            approvers=approvers,
            why=tuple(f"{self.text(reason)} {place or ''}" for place, reason in enumerate(reasons) if reason),
            concerns=tuple(concerns),
            timing=TIMING,
            escalate_to=(self.dan,),
        )

    def route(self, *steps: Step, lane: Lane = Lane.STANDARD, warned: bool = False) -> Route:
        warning = self.text("This supplier country needs a tax form; allow two more days.")
        emergency = lane is Lane.EMERGENCY
        return Route(
            policy=self.text("multinational 3f9a12cd"),
            lane=lane,
            steps=steps,
            why=(f"{self.text('USD 1,200.00 falls into the band above USD 1,000.00.')} ",),
            warnings=(warning,) if warned else (),
            fallback_approvers=(self.pia,),
            reviewers=(self.pia, self.lia) if emergency else (),
            review_within=timedelta(hours=16) if emergency else None,
        )

    def three(self, *, warned: bool = False) -> Route:
        return self.route(
            self.step("Manager", self.ann, concerns=("title", "outcome")),
            self.step("Finance", self.faye, self.max, why="Above USD 1,000.00 finance looks at it too."),
            self.step("Legal", self.leo, self.lia, need=Need.ALL, why="The data is confidential."),
            warned=warned,
        )

    def twice(self) -> Route:
        """Ann decides the first step and the third."""
        return self.route(
            self.step("Manager", self.ann),
            self.step("Finance", self.faye),
            self.step("Budget owner", self.ann, self.leo, need=Need.ALL),
        )

    def one(self) -> Route:
        return self.route(self.step("Manager", self.ann))

    def asked(self, route: Route | None = None, cover: Cover | None = None, **changes: object) -> Gig:
        """Submitted yesterday."""
        brief = self.brief.model_copy(update=changes)
        confirmed = [self.text(sentence) for sentence in CONFIRMED]
        return submit(self.draft, brief, route or self.three(), asking(cover=cover), confirmed=confirmed)

    def submitted(self, brief: Brief, route: Route, confirmed: Sequence[str]) -> Gig:
        return submit(self.draft, brief, route, asking(), confirmed=confirmed)

    def yes(self, gig: Gig, *people: Person, at: datetime = AT - timedelta(hours=4)) -> Gig:
        for one in people:
            gig = decide(gig, one.key, Decision.APPROVED, reason="", asking=asking(at))
        return gig

    def second(self) -> Gig:
        """Ann said yes; finance is asked."""
        return self.yes(self.asked(self.three(warned=True)), self.ann)

    def third(self) -> Gig:
        """Leo said yes, Lia is still asked; Max was not needed."""
        return self.yes(self.second(), self.faye, self.leo)

    def agreed(self) -> Gig:
        return self.yes(self.third(), self.lia)

    def turned_down(self, gig: Gig | None = None) -> Gig:
        said = self.text("Please split it into two gigs.")
        return decide(
            gig or self.second(), self.faye.key, Decision.CHANGES_ASKED, reason=said, asking=asking(AT)
        )

    def carried(self) -> Gig:
        """Submitted again with another price: Ann's yes was about the work, and still holds."""
        return self.resubmitted(self.second())

    def resubmitted(self, gig: Gig) -> Gig:
        """Faye asks for changes, and Ben lowers the price."""
        brief = self.brief.model_copy(update={"rate": usd(1100)})
        return submit(self.turned_down(gig), brief, self.three(), asking(AT))

    def sent_back_and_left(self) -> Gig:
        """Faye asks for changes, and Ben submits the same again."""
        return submit(self.turned_down(self.second()), self.brief, self.three(), asking(AT))

    def expired_of(self, gig: Gig) -> Gig:
        """Nobody answers for the rest of the time."""
        return tick(gig, asking(AT + 4 * DAY))

    def delegated(self) -> Gig:
        """Ann is away."""
        return self.asked(cover=Cover(away={"ann": self.dan}))

    def escalated(self) -> Gig:
        """Ann did not answer for two days."""
        return tick(self.asked(), asking(AT + DAY + timedelta(hours=1)))

    def passed_on(self) -> Gig:
        return pass_on(self.second(), self.faye.key, self.dan, asking(AT), Came.PASSED_ON)

    def reminded(self) -> Gig:
        return tick(self.asked(), asking(AT + timedelta(hours=1)))

    def expired(self) -> Gig:
        return tick(self.asked(), asking(AT + 3 * DAY))

    def self_service(self) -> Gig:
        return self.asked(self.route(lane=Lane.SELF_SERVICE))

    def let_pass(self, gig: Gig) -> Gig:
        """Submitted again, so small by now that the policy asks nobody."""
        brief = self.brief.model_copy(update={"rate": usd(100)})
        return submit(gig, brief, self.route(lane=Lane.SELF_SERVICE), asking(AT))

    def emergency(self) -> Gig:
        """Asked in a hurry."""
        reason = self.text("The keynote is tomorrow and our designer is ill.")
        return self.asked(self.route(self.step("Manager", self.ann), lane=Lane.EMERGENCY), emergency=reason)

    def hurried(self) -> Gig:
        """Approved in a hurry; Pia or Lia review it."""
        return self.yes(self.emergency(), self.ann)

    def reviewed(self, *, fine: bool) -> Gig:
        note = "" if fine else self.text("The date was known for months.")
        return review_emergency(self.hurried(), self.pia, fine=fine, note=note, at=AT)

    def advised(self, *, answered: bool) -> Gig:
        question = self.text("Is this price usual for twelve slides?")
        gig = ask_advice(self.second(), self.faye.key, self.dan, question, asking(AT))
        return give_advice(gig, self.dan.key, self.text("Yes, a little low even."), AT) if answered else gig

    def excess(self, reviewing: Gig) -> Gig:
        choice = Choice(proposal_id="P3", freelancer=self.text("Pixel Perfect Studio"), total=usd(1500))
        return ask_for_excess(reviewing, choice, usd(300), self.three(), asking())

    def extension(self, active: Gig) -> Gig:
        reason = self.text("The sales team wants four more slides about pricing.")
        wanted = Extension(amount=usd(200), reason=reason)
        return ask_for_extension(active, wanted, self.three(), asking())
