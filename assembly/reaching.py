"""How people are reached who have no chat with the bot, as far as an operator has set it up."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime
from typing import Any

from config.settings import Mode, Settings
from directory.connecting import installing
from entra.app_token import msal_grants
from mail.post import Post
from mail.smtp import SmtpServer
from ports.clock import Clock
from ports.reaching import Installer


def mailer(settings: Settings, clock: Clock) -> Post | None:
    """None without a server, and in mode local, which reaches everybody in their window."""
    if not settings.smtp_host or settings.mode is Mode.LOCAL:
        return None
    server = SmtpServer(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_security,
        settings.smtp_user,
        settings.smtp_password.get_secret_value(),
    )
    return Post(server, settings.mail_from, settings.bot_app_id, clock)


async def installer(
    stack: AsyncExitStack, settings: Settings, entra_http: Any, now: Callable[[], datetime]
) -> Installer | None:
    """None without the app's id in the catalogue, and in mode local. `entra_http` is msal's own hook."""
    if not settings.teams_catalog_app_id or settings.mode is Mode.LOCAL:
        return None
    grants = msal_grants(
        settings.bot_app_id,
        settings.bot_app_password.get_secret_value(),
        settings.bot_tenant_id,
        f"{settings.graph_url}/.default",
        login=settings.login_authority,
        http_client=entra_http,
    )
    opening = installing(
        grants, settings.graph_url, settings.bot_tenant_id, settings.teams_catalog_app_id, now=now
    )
    return await stack.enter_async_context(opening)
