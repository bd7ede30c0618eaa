"""What disturbs the product in `python -m bench.soak` does what it is there to do."""

import json
import os
import random

import psycopg
import pytest
from aiohttp import ClientSession, web
from sqlalchemy import text

from bench.soak.backups import Backups
from bench.soak.commit_cuts import CommitCuts
from bench.soak.odd_answers import OddAnswers
from ports.storage import CommitUnknown
from store.on_postgres import PostgresTransactions
from store.postgres_wire import connect
from tests.support.databases import POSTGRES, a_database

needs_postgres = pytest.mark.skipif("DATABASE_URL_TEST" not in os.environ, reason="needs DATABASE_URL_TEST")


class Always(random.Random):
    """Every COMMIT that is cut has landed, or none has."""

    def __init__(self, drawn):
        super().__init__(1)
        self.drawn = drawn

    def random(self):
        return self.drawn


@needs_postgres
@pytest.mark.parametrize(("drawn", "landed"), [(0.0, 1), (0.99, 0)], ids=["landed", "lost"])
async def test_a_commit_is_cut_once_and_nobody_is_told_whether_it_landed(tmp_path, drawn, landed):
    with a_database(POSTGRES, tmp_path) as url:
        async with CommitCuts(url, Always(drawn)) as cuts:
            store = PostgresTransactions(lambda: connect(cuts.url, 5000), 2, 5.0)
            await store.run(_does("CREATE TABLE seen (number INT)"))
            cuts.arm()
            with pytest.raises(CommitUnknown):
                await store.run(_does("INSERT INTO seen VALUES (1)"))
            await store.run(_does("INSERT INTO seen VALUES (2)"))
            await store.close()
        with psycopg.connect(url) as direct:
            numbers = [row[0] for row in direct.execute("SELECT number FROM seen ORDER BY number")]

    assert numbers == [1, 2][1 - landed :]
    assert cuts.cut == 1


def _does(statement):
    async def work(connection):
        return await connection.execute(text(statement))

    return work


@needs_postgres
async def test_an_older_backup_is_put_back_whole(tmp_path):
    with a_database(POSTGRES, tmp_path) as url:
        with psycopg.connect(url, autocommit=True) as direct:
            direct.execute("CREATE TABLE seen (number INT)")
            backups = Backups(url, {}, tmp_path, random.Random(1))
            await backups.make()
            direct.execute("INSERT INTO seen VALUES (1)")
        backups.ages.append(0)  # every other one is put back on the same machine, by the file alone
        await backups.put_back()
        with psycopg.connect(url) as direct:
            assert direct.execute("SELECT count(*) FROM seen").fetchone() == (0,)


@pytest.mark.parametrize(("share", "same"), [(0.0, True), (1.0, False)], ids=["none", "all"])
async def test_proposals_in_a_list_are_told_in_an_odd_way(share, same):
    bids = [{"id": 7, "amount": 20.0, "award_status": None}]
    answers = OddAnswers("freelancer", share, random.Random(3))

    told = await asked(answers, bids, "")
    looked_up = await asked(answers, bids, "?bids[]=7")

    assert (told == bids) is same
    assert looked_up == bids
    assert answers.told == (0 if same else 1)


async def asked(answers, bids, query):
    async def serve(_request):
        return web.json_response({"result": {"bids": bids}})

    app = web.Application(middlewares=[answers.middleware])
    app.router.add_get("/bids", serve)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        async with ClientSession() as session, session.get(f"http://127.0.0.1:{port}/bids{query}") as answer:
            return json.loads(await answer.text())["result"]["bids"]
    finally:
        await runner.cleanup()
