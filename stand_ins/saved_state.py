"""What a stand-in has beside the sandbox's file, saved in a file of its own while it is not running."""

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from stand_ins.server import StandIn
from stand_ins.upwork.server import UpworkServer
from stand_ins.worksome.server import Worksome
from stand_ins.worksome.state import Job


class SavedState(BaseModel):
    """Tokens of every stand-in, and what only Upwork's and only Worksome's have."""

    made: int = 0
    access: dict[str, datetime] = {}
    refresh: set[str] = set()
    versions: dict[str, int] = {}
    descriptions: dict[str, str] = {}
    jobs: list[Job] = []
    milestones: dict[str, list[date]] = {}
    preferred: set[str] = set()
    ineligible: dict[str, str] = {}
    webhooks: list[dict[str, Any]] = []


def save(server: StandIn, file: Path) -> None:
    """Writes down what this stand-in would forget."""
    consent = server.consent
    saved = SavedState(made=consent.made, access=consent.access, refresh=consent.refresh)
    if isinstance(server, UpworkServer):
        saved.versions, saved.descriptions = dict(server.versions), server.descriptions
    if isinstance(server, Worksome):
        for name in ("jobs", "milestones", "preferred", "ineligible", "webhooks"):
            setattr(saved, name, getattr(server.state, name))
    file.write_text(saved.model_dump_json())


def restore(server: StandIn, file: Path) -> None:
    """Reads it back, if anything was written down."""
    if not file.is_file():
        return
    saved = SavedState.model_validate_json(file.read_text())
    consent = server.consent
    consent.made, consent.access, consent.refresh = saved.made, saved.access, saved.refresh
    if isinstance(server, UpworkServer):
        server.versions, server.descriptions = Counter(saved.versions), saved.descriptions
    if isinstance(server, Worksome):
        for name in ("jobs", "milestones", "preferred", "ineligible", "webhooks"):
            setattr(server.state, name, getattr(saved, name))
