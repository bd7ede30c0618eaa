"""Has a package of the bot SDK load its parts when somebody asks for them, not all of them at once.

`botbuilder.dialogs` imports its prompts, and they recognizers of dates and numbers in a dozen languages, regex, babel and
emoji: 400 modules that no conversation of ours uses. Nothing is replaced or left out here: whoever asks the package for
a prompt gets it, a moment later.
"""

import ast
import importlib
import sys
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, module_from_spec
from typing import Any


def load_when_asked(name: str) -> None:
    """From now on `from <name> import X` loads the module that X is in. Changes nothing once the package is loaded."""
    if name in sys.modules:
        return
    spec = find_spec(name)
    if spec is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)  # not for people
    parts, whole = _imports(spec)

    def get(wanted: str) -> Any:
        """PEP 562: what the package's own imports would have put there."""
        if wanted.startswith("__") or (wanted not in parts and find_spec(f"{name}.{wanted}")):
            raise AttributeError(wanted)  # of a module inside: who imports it is served without us
        for part in [parts[wanted]] if wanted in parts else whole:
            module = importlib.import_module(f"{name}.{part}")
            if hasattr(module, wanted):
                found = getattr(module, wanted)
                setattr(package, wanted, found)
                return found
        raise AttributeError(f"module {name!r} has no attribute {wanted!r}")  # not for people

    package = module_from_spec(spec)
    vars(package)["__getattr__"] = get
    sys.modules[name] = package
    parent, _, child = name.rpartition(".")
    setattr(importlib.import_module(parent), child, package)


def _imports(spec: ModuleSpec) -> tuple[dict[str, str], list[str]]:
    """Which module each name is imported from, and the modules of which all is imported."""
    source = spec.loader.get_source(spec.name) if spec.loader else ""  # type: ignore[attr-defined]  # a file's loader has it
    parts: dict[str, str] = {}
    whole: list[str] = []
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.ImportFrom) and statement.level == 1 and statement.module:
            for one in statement.names:
                if one.name == "*":
                    whole.append(statement.module)
                else:
                    parts[one.asname or one.name] = statement.module
    return parts, whole
