"""The content of a file as it was typed, the line of each part, and what is wrong there, everything at once."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

Place = tuple[str | int, ...]
Problem = tuple[Place, str]
"""Where, and what is wrong there, without a full stop."""

_DEEPEST = 12
_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's where PyYAML was built with it: ten times as fast."""


class FileWrong(Exception):
    """The file cannot be used. `problems` has one sentence each, with the line and the field."""

    def __init__(self, name: str, problems: Sequence[str]) -> None:
        self.name = name
        self.problems = tuple(problems)
        super().__init__(f"{name} cannot be used:" + "".join(f"\n  - {problem}" for problem in problems))


def read_text(path: Path, name: str, most: int | None = None) -> str:
    """The text of the file, called `name` in an error. Raises FileWrong where it can't be read, isn't UTF-8, or has more
    than `most` bytes; no more of it is read then."""
    try:
        with path.open("rb") as file:
            read = file.read(-1 if most is None else most + 1)
        if most is not None and len(read) > most:
            raise FileWrong(name, [f"it has more than {most:,} bytes; keep it shorter."])
        return read.decode().replace("\r\n", "\n").replace("\r", "\n")
    except OSError as error:
        raise FileWrong(name, [f"it cannot be read: {error.strerror}."]) from error
    except UnicodeDecodeError as error:
        raise FileWrong(name, ["it is not text in UTF-8; save it as that."]) from error


class Tree:
    """The content as plain dictionaries, lists and texts, and the line on which each part begins.

    `what` it is, and the field it `begins` with, are said of a file that is something else. `reserved` are fields that
    a file may not have. `former` are keys as earlier releases spell them, by their place: still read, as what they're
    called now.
    """

    def __init__(
        self,
        name: str,
        text: str,
        *,
        what: str,
        begins: str,
        reserved: Sequence[str] = (),
        former: Mapping[Place, Place] | None = None,
    ) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self._what = what
        self._former = former or {}
        self._lines: dict[Place, int] = {}
        self._spelled: dict[Place, Place] = {}  # what is called otherwise in this file -> as it stands there
        root = self._root(text)
        if not isinstance(root, yaml.MappingNode):
            raise FileWrong(name, [f"line 1: {what} is fields and values, beginning with `{begins}:`."])
        self.content: dict[str, Any] = self._mapping(root, ())
        self.problems += [((field,), "is not known here") for field in reserved if field in self.content]

    def wrong(self, problems: Sequence[Problem] = ()) -> FileWrong:
        """Everything that is wrong, by line."""
        placed = sorted(
            {
                (self._line(place), place_in_words(self._as_spelled(place)), said)
                for place, said in [*self.problems, *problems]
            }
        )
        return FileWrong(
            self.name,
            [f"line {line}: {f'{where}: ' if where else ''}{_ended(said)}" for line, where, said in placed],
        )

    def _root(self, text: str) -> yaml.Node | None:
        try:
            depth = 0
            for event in yaml.parse(text, Loader=_LOADER):
                if isinstance(event, yaml.AliasEvent):
                    raise self._at(
                        event.start_mark, "anchors and aliases (& and *) are not read; write it out"
                    )
                depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(
                    event, yaml.CollectionEndEvent
                )
                if depth > _DEEPEST:
                    raise self._at(event.start_mark, f"nothing in {self._what} is nested as deeply as this")
            return yaml.compose(text, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            said = " ".join(filter(None, (error.context, error.problem)))
            raise self._at(
                error.problem_mark or error.context_mark,
                f"this is not YAML: {said}; perhaps a text needs quotes",
            ) from error
        except yaml.YAMLError as error:
            raise FileWrong(self.name, [f"this is not YAML: {' '.join(str(error).split())}."]) from error

    def _at(self, mark: Any, said: str) -> FileWrong:
        return FileWrong(self.name, [f"line {mark.line + 1 if mark else 1}: {said}."])

    def _plain(self, node: yaml.Node, place: Place) -> Any:
        """Every scalar is the text that was typed: `NO` stays Norway, 1.10 stays exact. Nothing typed is None."""
        self._lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(each, (*place, index)) for index, each in enumerate(node.value)]
        return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise self._at(key.start_mark, "the name of a field must be a word, not a list or fields")
            typed = (*place, str(key.value))
            here = self._former.get(typed, typed)
            if here[-1] in found:
                first = self._lines[here]
                self.problems.append((here, f"is here a second time, after line {first}; keep one"))
            self._lines[here] = key.start_mark.line + 1
            self._spelled |= {here: typed} if here != typed else {}
            found[str(here[-1])] = self._plain(value, here)
        return found

    def _as_spelled(self, place: Place) -> Place:
        return next(
            (
                typed + place[len(here) :]
                for here, typed in self._spelled.items()
                if place[: len(here)] == here
            ),
            place,
        )

    def _line(self, place: Place) -> int:
        """Of the place itself, or of the nearest part around it that is in the file."""
        while place and place not in self._lines:
            place = place[:-1]
        return self._lines.get(place, 1)


def place_in_words(place: Place) -> str:
    """`bands[1].steps[0].ask`."""
    words = ""
    for part in place:
        words += f"[{part}]" if isinstance(part, int) else f".{part}" if words else str(part)
    return words


def _ended(said: str) -> str:
    return said if said.endswith("?") else f"{said}."
