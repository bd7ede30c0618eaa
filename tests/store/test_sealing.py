import pytest
from pydantic import SecretStr

from ports.accounts import CannotOpen
from store.sealing import AesGcmSealer

ABOUT = "contoso|upwork|access"
OLD, NEW = b"o" * 32, b"n" * 32


def opened(sealer, sealed, about=ABOUT):
    return sealer.open(sealed, about).get_secret_value()


def test_what_is_sealed_opens_again_and_is_not_readable_meanwhile():
    sealer = AesGcmSealer({"2026": NEW})
    sealed = sealer.seal(SecretStr("a-canary-token"), ABOUT)
    assert opened(sealer, sealed) == "a-canary-token"
    assert b"canary" not in sealed.box
    assert sealed.key == "2026"


def test_the_same_token_never_looks_the_same():
    sealer = AesGcmSealer({"2026": NEW})
    assert sealer.seal(SecretStr("token"), ABOUT).box != sealer.seal(SecretStr("token"), ABOUT).box


def test_after_a_key_is_replaced_the_new_one_seals_and_the_old_one_still_opens():
    before = AesGcmSealer({"2025": OLD}).seal(SecretStr("token"), ABOUT)
    both = AesGcmSealer({"2026": NEW, "2025": OLD})
    assert opened(both, before) == "token"
    assert both.seal(SecretStr("token"), ABOUT).key == "2026"


@pytest.mark.parametrize("about", ["fabrikam|upwork|access", "contoso|upwork|refresh", ""])
def test_a_token_copied_to_another_row_or_column_does_not_open(about):
    sealer = AesGcmSealer({"2026": NEW})
    with pytest.raises(CannotOpen):
        sealer.open(sealer.seal(SecretStr("token"), ABOUT), about)


@pytest.mark.parametrize("keys", [{"2025": OLD}, {"2026": OLD}])
def test_a_key_that_is_gone_or_was_changed_is_said_and_nothing_is_quoted(keys):
    sealed = AesGcmSealer({"2026": NEW}).seal(SecretStr("a-canary-token"), ABOUT)
    with pytest.raises(CannotOpen, match="2026") as cannot:
        AesGcmSealer(keys).open(sealed, ABOUT)
    assert "canary" not in str(cannot.value)


@pytest.mark.parametrize("box", [b"", b"short", b"x" * 40])
def test_a_box_that_was_tampered_with_does_not_open(box):
    sealer = AesGcmSealer({"2026": NEW})
    sealed = sealer.seal(SecretStr("token"), ABOUT)
    with pytest.raises(CannotOpen):
        sealer.open(sealed.model_copy(update={"box": box}), ABOUT)
