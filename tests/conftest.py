import os

import pytest

NO_POSTGRES = "no PostgreSQL: run.py check starts one where it is installed, or set DATABASE_URL_TEST"


def pytest_collection_modifyitems(config, items):
    for item in items:
        if item.get_closest_marker("browser") and "browser" not in config.option.markexpr:
            item.add_marker(pytest.mark.skip(reason="run.py browser runs it"))
        if item.get_closest_marker("postgres") and not os.environ.get("DATABASE_URL_TEST"):
            item.add_marker(pytest.mark.skip(reason=NO_POSTGRES))
