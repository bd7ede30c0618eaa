"""Who knows the format of the files that organisations write."""

import ast

from config.formats import ROOT


def test_only_the_reader_of_files_knows_yaml():
    users = {
        path.relative_to(ROOT).as_posix()
        for folder in ("policy", "playbook", "yaml_files")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import) and any(name.name == "yaml" for name in node.names)
    }
    assert users == {"yaml_files/tree.py"}
