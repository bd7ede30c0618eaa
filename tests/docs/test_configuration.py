import re

from config.formats import ROOT
from config.settings import Settings
from tests.support.cases import every_case
from tests.support.defaults import shown

PAGE = (ROOT / "docs" / "configuration.md").read_text()
ROWS = {
    row[0]: row[1:] for row in re.findall(r"^\| `([A-Z_]+)` \| (.*?) \| (.*) \|$", PAGE, flags=re.MULTILINE)
}


def test_the_page_has_every_setting_in_order_and_no_other():
    assert list(ROWS) == [name.upper() for name in Settings.model_fields]


def test_a_setting_is_documented_with_its_default_and_meaning():
    with every_case() as case:
        for name in Settings.model_fields:
            with case(name):
                field = Settings.model_fields[name]
                default, meaning = ROWS[name.upper()]
                assert default == (f"`{shown(field.default)}`" if shown(field.default) else "(empty)")
                assert meaning == field.description
