"""Commands about what was learned before: the playbook, best practices, lessons, case studies, freelancers known here."""

from collections.abc import Sequence

from bot.verbs.case_verbs import list_all
from bot.verbs.champion_verbs import list_champions
from bot.verbs.command import Command
from bot.verbs.lesson_verbs import show_lessons
from bot.verbs.playbook_verbs import best_practices, playbook
from bot.verbs.talent_verbs import TALENT
from bot.verbs.tips_verbs import tips_off, tips_on
from translation.catalogue import N_

PLAYBOOK = Command(
    "playbook",
    N_("Templates for work that comes up again; with words behind it, those that fit: playbook slides"),
    ("templates", "show templates"),  # not for people
    playbook,
    private=True,
    verb="playbook",
    means="playbook",
)
PRACTICES = Command(
    "best practices",  # not for people
    N_("How to choose, brief, compare, work together and give feedback, a minute each"),
    ("best practice", "how to do it well", "tips"),  # not for people
    best_practices,
    in_menu=False,
    private=True,
    verb="best_practices",
    means="best_practices",
)
LESSONS = Command(
    "lessons",
    N_("What colleagues learnt from gigs like yours"),
    ("lessons learnt", "lessons learned", "what did we learn"),  # not for people
    show_lessons,
    private=True,
    verb="lessons",
    means="lessons",
)
CASE_STUDIES = Command(
    "case studies",  # not for people
    N_("How colleagues worked with freelancers, and what they’d tell you"),
    ("case study", "success stories"),  # not for people
    list_all,
    private=True,
    verb="case_studies",
    means="case_studies",
)
CHAMPIONS = Command(
    "champions",
    N_("Colleagues who helped others, by category, for you to ask"),
    run=list_champions,
    private=True,
    verb="champions",
    means="champions",
)
TIPS_ON = Command("tips on", "", run=tips_on, in_menu=False, private=True)  # not for people
TIPS_OFF = Command(
    "tips off",  # not for people
    "",
    ("no tips", "no more tips"),  # not for people
    tips_off,
    in_menu=False,
    private=True,
)
LEARNING: Sequence[Command] = (
    PLAYBOOK,
    PRACTICES,
    LESSONS,
    CASE_STUDIES,
    CHAMPIONS,
    TALENT,
    TIPS_ON,
    TIPS_OFF,
)
