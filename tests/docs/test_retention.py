from config.formats import ROOT
from config.settings_retention import RetentionSettings
from store import account_rows, job_rows, money_rows, readings, rows
from tests.support.pages import code
from tests.support.pages import rows as rows_of

PAGE = ROOT / "docs" / "retention.md"
TABLES = set().union(
    *(module.metadata.tables for module in (rows, account_rows, job_rows, money_rows, readings))
)


def test_every_table_of_the_database_is_on_the_page():
    assert {name for row in rows_of(PAGE) for name in code(row[0])} == TABLES


def test_every_setting_is_on_the_page_with_its_default():
    told = {row[2].strip("`"): row[3] for row in rows_of(PAGE) if len(row) > 3 and row[2]}
    fields = RetentionSettings.model_fields
    assert told == {name.upper(): str(field.default) for name, field in fields.items()}
