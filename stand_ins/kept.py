"""What a stand-in has beside the sandbox's file, kept in a file of its own while it is not running."""

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from stand_ins.server import StandIn
from stand_ins.upwork.server import UpworkServer
from stand_ins.worksome.desk import Job
from stand_ins.worksome.server import Worksome


class Kept(BaseModel):
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


def keep(server: StandIn, file: Path) -> None:
    """Writes down what this stand-in would forget."""
    desk = server.consent
    kept = Kept(made=desk.made, access=desk.access, refresh=desk.refresh)
    if isinstance(server, UpworkServer):
        kept.versions, kept.descriptions = dict(server.versions), server.descriptions
    if isinstance(server, Worksome):
        for name in ("jobs", "milestones", "preferred", "ineligible", "webhooks"):
            setattr(kept, name, getattr(server.desk, name))
    file.write_text(kept.model_dump_json())


def remember(server: StandIn, file: Path) -> None:
    """Takes up what was written down, if anything was."""
    if not file.is_file():
        return
    kept = Kept.model_validate_json(file.read_text())
    desk = server.consent
    desk.made, desk.access, desk.refresh = kept.made, kept.access, kept.refresh
    if isinstance(server, UpworkServer):
        server.versions, server.descriptions = Counter(kept.versions), kept.descriptions
    if isinstance(server, Worksome):
        for name in ("jobs", "milestones", "preferred", "ineligible", "webhooks"):
            setattr(server.desk, name, getattr(kept, name))
