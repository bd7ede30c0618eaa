"""The running product deletes what is older than its settings say, without anybody asking."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from sqlite3 import connect

from tests.support.databases import a_sqlite_file
from tests.support.product import on_stage, until

CALLS = "INSERT INTO api_use VALUES ('contoso', 'upwork', ?, 7)"
LETTER = "INSERT INTO dead_job VALUES ('contoso', ?, 'errand', '{}', 5, 'closed', ?)"
LEFT = "SELECT day FROM api_use UNION ALL SELECT id FROM dead_job ORDER BY 1"


async def test_what_is_older_than_the_settings_say_is_gone_soon_after_the_start(tmp_path):
    file = tmp_path / "connector.db"
    url = await a_sqlite_file(file)
    now = datetime.now(UTC)
    days = [(now - timedelta(days=ago)).date().isoformat() for ago in (50, 70)]
    letters = [(now - timedelta(days=ago)).strftime("%Y-%m-%d %H:%M:%S.000000") for ago in (40, 50)]
    with closing(connect(file)) as database, database:
        database.executemany(CALLS, [(day,) for day in days])
        database.executemany(LETTER, zip(("younger", "older"), letters, strict=True))

    def left():
        with closing(connect(file)) as database:
            return [name for (name,) in database.execute(LEFT)]

    async with on_stage(tmp_path, url, keep_call_counts_days=60, keep_dead_letters_days=45):
        await until(lambda: left() == [days[0], "younger"], lambda: f"still there: {left()}")
