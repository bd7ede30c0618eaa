"""Who in the policy knows the format of its file."""

import ast

from config.formats import ROOT


def test_only_the_reader_of_the_file_knows_yaml():
    users = {
        path.name
        for path in (ROOT / "policy").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import) and any(name.name == "yaml" for name in node.names)
    }
    assert users == {"policy_file.py"}
