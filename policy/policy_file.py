"""Reads a policy file, and says at which line and field it is wrong, everything at once."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from policy.checks import Place, Problem, problems_of
from policy.policy import Policy
from policy.refusals import in_our_words

EXAMPLES = Path(__file__).parent / "examples"
STARTER = EXAMPLES / "starter.yaml"
"""The policy of the embedded default."""
FORMER_KEYS: Mapping[Place, Place] = {("stand_in",): ("fallback_approver",)}
"""Keys as policies of earlier releases spell them, by their place in the file: still read, as what they're called now."""

_DEEPEST = 12


class PolicyWrong(Exception):
    """The file cannot be used. `problems` has one sentence each, with the line and the field."""

    def __init__(self, name: str, problems: Sequence[str]) -> None:
        self.name = name
        self.problems = tuple(problems)
        super().__init__(f"{name} cannot be used:" + "".join(f"\n  - {problem}" for problem in problems))


def read_policy(path: Path) -> Policy:
    """Reads and checks the file; blocking, for start-up and the command line. Raises PolicyWrong."""
    try:
        return parse_policy(path.read_text(encoding="utf-8"), path.name)
    except OSError as error:
        raise PolicyWrong(path.name, [f"it cannot be read: {error.strerror}."]) from error
    except UnicodeDecodeError as error:
        raise PolicyWrong(path.name, ["it is not text in UTF-8; save it as that."]) from error


def parse_policy(text: str, name: str) -> Policy:
    """The policy in this text; `name` is how the file is called in an error.

    Raises PolicyWrong with every problem at once, in the order of their lines.
    """
    tree = _Tree(name, text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    try:
        policy = Policy.model_validate(tree.content | {"digest": digest})
    except ValidationError as error:
        raise tree.wrong(in_our_words(Policy, error.errors())) from error
    if problems := problems_of(policy):
        raise tree.wrong(problems)
    if tree.problems:
        raise tree.wrong([])
    return policy


class _Tree:
    """The content of the file as plain dictionaries, lists and texts, and the line on which each part begins."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.lines: dict[Place, int] = {}
        self.spelled: dict[Place, Place] = {}
        """What is called otherwise in this file, as it stands there."""
        self.problems: list[Problem] = []
        root = self._root(text)
        if not isinstance(root, yaml.MappingNode):
            raise PolicyWrong(name, ["line 1: a policy is fields and values, beginning with `name:`."])
        self.content: dict[str, Any] = self._mapping(root, ())
        if "digest" in self.content:
            self.problems.append((("digest",), "is not known here"))

    def wrong(self, problems: Sequence[Problem]) -> PolicyWrong:
        """Everything that is wrong, by line."""
        placed = sorted(
            {
                (self._line(place), place_in_words(self._as_spelled(place)), said)
                for place, said in [*self.problems, *problems]
            }
        )
        return PolicyWrong(
            self.name,
            [f"line {line}: {f'{where}: ' if where else ''}{_ended(said)}" for line, where, said in placed],
        )

    def _root(self, text: str) -> yaml.Node | None:
        try:
            depth = 0
            for event in yaml.parse(text, Loader=yaml.SafeLoader):
                if isinstance(event, yaml.AliasEvent):
                    raise self._at(
                        event.start_mark, "anchors and aliases (& and *) are not read; write it out"
                    )
                depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(
                    event, yaml.CollectionEndEvent
                )
                if depth > _DEEPEST:
                    raise self._at(event.start_mark, "nothing in a policy is nested as deeply as this")
            return yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            said = " ".join(filter(None, (error.context, error.problem)))
            raise self._at(
                error.problem_mark or error.context_mark,
                f"this is not YAML: {said}; perhaps a text needs quotes",
            ) from error
        except yaml.YAMLError as error:
            raise PolicyWrong(self.name, [f"this is not YAML: {' '.join(str(error).split())}."]) from error

    def _at(self, mark: Any, said: str) -> PolicyWrong:
        return PolicyWrong(self.name, [f"line {mark.line + 1 if mark else 1}: {said}."])

    def _plain(self, node: yaml.Node, place: Place) -> Any:
        """Every scalar is the text that was typed: `NO` stays Norway, 1.10 stays exact. Nothing typed is None."""
        self.lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(each, (*place, index)) for index, each in enumerate(node.value)]
        return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            typed = (*place, str(key.value))
            here = FORMER_KEYS.get(typed, typed)
            if here[-1] in found:
                first = self.lines[here]
                self.problems.append((here, f"is here a second time, after line {first}; keep one"))
            self.lines[here] = key.start_mark.line + 1
            self.spelled |= {here: typed} if here != typed else {}
            found[str(here[-1])] = self._plain(value, here)
        return found

    def _as_spelled(self, place: Place) -> Place:
        return next(
            (
                typed + place[len(here) :]
                for here, typed in self.spelled.items()
                if place[: len(here)] == here
            ),
            place,
        )

    def _line(self, place: Place) -> int:
        """Of the place itself, or of the nearest part around it that is in the file."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def place_in_words(place: Place) -> str:
    """`bands[1].steps[0].ask`."""
    words = ""
    for part in place:
        words += f"[{part}]" if isinstance(part, int) else f".{part}" if words else str(part)
    return words


def _ended(said: str) -> str:
    return said if said.endswith("?") else f"{said}."
