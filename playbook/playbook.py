"""The playbook: all templates and best practices that were read from files, found by id, domain or step."""

from gigs.brief import Category
from gigs.value import Value
from playbook.practice import BestPractice, Step
from playbook.template import Template


class Playbook(Value):
    """Templates in the order of their titles, best practices in that of the steps at which they help. Every id is there once."""

    templates: tuple[Template, ...] = ()
    practices: tuple[BestPractice, ...] = ()

    def template(self, name: str) -> Template | None:
        """The one with this id."""
        return next((one for one in self.templates if one.id == name), None)

    def practice(self, name: str) -> BestPractice | None:
        """The one with this id."""
        return next((one for one in self.practices if one.id == name), None)

    def of(self, domain: Category) -> tuple[Template, ...]:
        """The templates for this kind of work."""
        return tuple(one for one in self.templates if one.domain is domain)

    def at(self, step: Step) -> tuple[BestPractice, ...]:
        """The best practices that help at this step."""
        return tuple(one for one in self.practices if step in one.steps)
