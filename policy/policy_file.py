"""Reads a policy file, and says at which line and field it is wrong, everything at once."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from policy.checks import problems_of
from policy.policy import Policy
from yaml_files.refusals import in_our_words
from yaml_files.tree import FileWrong, Place, Tree, read_text

EXAMPLES = Path(__file__).parent / "examples"
STARTER = EXAMPLES / "starter.yaml"
"""The policy of the embedded default."""
FORMER_KEYS: Mapping[Place, Place] = {("stand_in",): ("fallback_approver",)}
"""Keys as policies of earlier releases spell them, by their place in the file: still read, as what they're called now."""


class PolicyWrong(FileWrong):
    """The policy cannot be used."""


def read_policy(path: Path) -> Policy:
    """Reads and checks the file; blocking, for start-up and the command line. Raises PolicyWrong."""
    try:
        text = read_text(path, path.name)
    except FileWrong as wrong:
        raise PolicyWrong(wrong.name, wrong.problems) from wrong
    return parse_policy(text, path.name)


def parse_policy(text: str, name: str) -> Policy:
    """The policy in this text; `name` is how the file is called in an error.

    Raises PolicyWrong with every problem at once, in the order of their lines.
    """
    try:
        return _parse(text, name)
    except FileWrong as wrong:
        raise PolicyWrong(wrong.name, wrong.problems) from wrong


def _parse(text: str, name: str) -> Policy:
    """Raises FileWrong."""
    tree = Tree(name, text, what="a policy", begins="name", reserved=["digest"], former=FORMER_KEYS)
    digest = hashlib.sha256(text.encode()).hexdigest()
    try:
        policy = Policy.model_validate(tree.content | {"digest": digest})
    except ValidationError as error:
        raise tree.wrong(in_our_words(Policy, error.errors(), hidden=["digest"])) from error
    if problems := problems_of(policy):
        raise tree.wrong(problems)
    if tree.problems:
        raise tree.wrong()
    return policy
