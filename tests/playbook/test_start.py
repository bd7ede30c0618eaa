"""When the playbook is read: the organisation’s folder at the start, ours when somebody first asks."""

import pytest

from app import TO_MEND
from assembly.playbook import open_playbook
from playbook.reading import PlaybookWrong
from tests.playbook.folders import TEMPLATE, write
from tests.support.product import on_stage


async def test_the_product_refuses_to_start_with_a_wrong_folder(tmp_path):
    folder = write(tmp_path / "own", templates__photos=TEMPLATE.replace("domain: design", "domain: cooking"))
    with pytest.raises(TO_MEND, match=r"templates/photos\.yaml: line 2: domain: 'cooking' is not one of"):
        async with on_stage(tmp_path, playbook_folder=str(folder)):
            pass


async def test_the_product_has_the_playbook_of_the_setting(tmp_path):
    folder = write(tmp_path / "own", templates__photos=TEMPLATE)
    async with on_stage(tmp_path, playbook_folder=str(folder)) as stage:
        playbook = await stage.product.context.playbook()
        assert playbook.template("photos")
        assert playbook.template("presentation")


async def test_a_folder_counts_as_it_was_at_the_start(tmp_path):
    folder = write(tmp_path, templates__photos=TEMPLATE)
    give = await open_playbook(str(folder))
    write(folder, templates__photos="title: half a")
    assert (await give()).template("photos").title == "Photos of our sites"
    with pytest.raises(PlaybookWrong):
        await open_playbook(str(folder))


async def test_ours_are_read_once(tmp_path):
    give = await open_playbook("")
    assert await give() is await give()
