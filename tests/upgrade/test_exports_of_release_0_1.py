"""What release 0.1 exported for auditors is proved by the code of today."""

import pytest

from tests.support.release_0_1 import unzipped
from tests.upgrade.proving import audit


@pytest.mark.parametrize("form", ["jsonl", "csv"])
async def test_an_export_of_that_release_is_still_proved(form, tmp_path):
    file = tmp_path / f"export.{form}"
    file.write_bytes(unzipped(f"export.{form}"))
    code, said = await audit(f"sqlite:///{tmp_path / 'none.db'}", "verify", "--file", str(file))
    assert code == 0, said
    assert "Proved:" in said
