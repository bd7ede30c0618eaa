"""Links that work without an account: an auditor's, a programme lead's for one export, and a reader's for a case study."""

from datetime import timedelta
from typing import Any, Final

from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer
from pydantic import ValidationError

from ports.clock import Clock
from ports.links import AuditLink, CaseLink, OverviewLink
from use_cases.audit.audit_gig import VALID

PATH: Final = "/audit"

_SALT: Final = "freelance-connector.audit-link.1"
"""What this key is used for here; nothing signed for another purpose is a link."""

EXPORTS: Final = "/export"
EXPORT_VALID: Final = timedelta(hours=1)
_EXPORT_SALT: Final = "freelance-connector.gigs-export.1"

CASES: Final = "/case-study"
_CASE_SALT: Final = "freelance-connector.case-study.1"

_LONGEST: Final = 1000


class SignedLinks:
    """`ports.links.Links`, and the way back from a token."""

    def __init__(self, key: str, address: str, clock: Clock) -> None:
        """`address` is where this product is reached, without a slash at its end."""

        class Signer(TimestampSigner):
            def get_timestamp(self) -> int:
                return int(clock.now().timestamp())

        self._address = address
        self._serializer: Any = URLSafeTimedSerializer(key, salt=_SALT, signer=Signer)
        self._exports: Any = URLSafeTimedSerializer(key, salt=_EXPORT_SALT, signer=Signer)
        self._cases: Any = URLSafeTimedSerializer(key, salt=_CASE_SALT, signer=Signer)

    def address(self, link: AuditLink) -> str:
        """The whole address."""
        return f"{self._address}{PATH}/{self._serializer.dumps(link.model_dump())}"

    def read(self, token: str) -> AuditLink | None:
        """The link in a token; None when it is forged, expired or none at all."""
        if len(token) > _LONGEST:
            return None
        try:
            return AuditLink.model_validate(self._serializer.loads(token, max_age=int(VALID.total_seconds())))
        except (BadData, ValidationError):
            return None

    def export(self, link: OverviewLink) -> str:
        """The whole address."""
        return f"{self._address}{EXPORTS}/{self._exports.dumps(link.model_dump(mode='json'))}"

    def read_export(self, token: str) -> OverviewLink | None:
        """The link in a token; None when it is forged, expired or none at all."""
        if len(token) > _LONGEST:
            return None
        try:
            loaded = self._exports.loads(token, max_age=int(EXPORT_VALID.total_seconds()))
            return OverviewLink.model_validate(loaded)
        except (BadData, ValidationError):
            return None

    def case_study(self, link: CaseLink) -> str:
        """The whole address."""
        return f"{self._address}{CASES}/{self._cases.dumps(link.model_dump())}"

    def read_case(self, token: str) -> CaseLink | None:
        """The link in a token; None when it is forged, expired or none at all."""
        if len(token) > _LONGEST:
            return None
        try:
            loaded = self._cases.loads(token, max_age=int(EXPORT_VALID.total_seconds()))
            return CaseLink.model_validate(loaded)
        except (BadData, ValidationError):
            return None
