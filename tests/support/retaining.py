"""For how long things are kept when nothing is set, and a context that can delete what is older."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from assembly.periodic import retention_of
from config.settings_retention import RetentionSettings
from ports.storage import Store
from tests.support.clock import FakeClock
from tests.support.policies import a_policy
from tests.use_cases.messenger import FakeMessenger
from tests.use_cases.world import Ids, People
from use_cases.context import Context
from use_cases.retention.delete_old import Retention

RETENTION: Retention = retention_of(
    RetentionSettings.model_construct(
        **{name: field.default for name, field in RetentionSettings.model_fields.items()}
    )
)
"""The defaults, whatever this machine's environment says."""

_MARKETS: dict[str, Any] = {
    "sandbox": SimpleNamespace(keeps_for=None),
    "upwork": SimpleNamespace(keeps_for=timedelta(hours=24)),
}
"""One lets us keep its words, the other only for a day."""


def a_context(store: Store, clock: FakeClock) -> Context:
    """With two marketplaces that nobody calls."""
    return Context(
        store=store,
        clock=clock,
        ids=Ids(),
        directory=People(),
        messenger=FakeMessenger(),
        markets=_MARKETS,
        policy=a_policy(),
    )
