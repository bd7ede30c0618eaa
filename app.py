"""The command line: serves the product that assembly/wiring.py puts together, and does what operators ask for."""

import asyncio
import os
import signal
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any

from config.importing import importing

with importing():
    import typer

    from assembly.clock_and_ids import RandomIds, SystemClock
    from assembly.markets import MarketsWrong
    from assembly.serving import serving
    from assembly.wiring import Sources, running
    from bot.verbs.commands import menu
    from commands.audit import audit
    from commands.case_studies import case_studies
    from commands.kit import kit
    from commands.marketplace import marketplace
    from commands.playbook import playbook
    from commands.policy import policy
    from commands.restored import restored
    from commands.terminal import ended, settings_given
    from config.formats import ROOT
    from config.logs import set_up_logging
    from config.settings import Mode, Settings
    from directory.people_file import PeopleFileWrong
    from manifest.build import PackageWrong, build_package
    from marketplace.sandbox.faults import FaultTextInvalid
    from playbook.reading import PlaybookWrong
    from playground.launch import Playgrounds
    from playground.page.serve import ChatPages
    from playground.windows import ChatWindows
    from policy.policy_file import PolicyWrong
    from sentences.learning import learn
    from store.engine import NotUsable, open_database
    from store.lock import AlreadyRunning

TO_MEND = (
    AlreadyRunning,
    NotUsable,
    PeopleFileWrong,
    PolicyWrong,
    PlaybookWrong,
    FaultTextInvalid,
    MarketsWrong,
    OSError,
)
"""What ends a start with a sentence: somebody has to mend something first."""

commands = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Freelance Connector: post gigs to freelance marketplaces from Microsoft Teams. Without a command: serve.",
)
commands.add_typer(policy)
commands.add_typer(playbook)
commands.add_typer(audit)
commands.add_typer(case_studies)
commands.add_typer(marketplace)
commands.command()(restored)
commands.command()(kit)


@commands.callback(invoke_without_command=True)
def _default(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        serve()


@commands.command()
def serve() -> None:
    """Run the product until Ctrl-C; in mode local with three chat windows: Agents Playgrounds, or our page without Node."""
    settings = settings_given()
    _until_its_end(settings, _serve(settings))


@commands.command()
def demo(
    new: Annotated[
        bool, typer.Option("--new", help="Throw away what is there, and begin with a new past.")
    ] = False,
) -> None:
    """Serve a made-up company with two years of gigs behind it, to try everything out. Nothing in it is real."""
    settings = settings_given()
    _until_its_end(settings, _demo(settings, new=new))


def _until_its_end(settings: Settings, serving_it: Coroutine[Any, Any, None]) -> None:
    set_up_logging(
        level=settings.log_level,
        form=settings.log_format,
        person_key=settings.log_person_key.get_secret_value().encode() or os.urandom(16),
    )
    try:
        asyncio.run(serving_it)
    except TO_MEND as trouble:
        raise ended(str(trouble)) from trouble


async def _demo(settings: Settings, *, new: bool) -> None:
    from demo.opening import DemoRefused, open_demo  # noqa: PLC0415 - whoever serves real people does without

    try:
        opened = await open_demo(settings, now=SystemClock().now(), say=typer.echo, new=new)
    except DemoRefused as refused:
        raise ended(str(refused)) from refused
    await _serve(opened, Sources(is_demo=True))


async def _serve(settings: Settings, sources: Sources | None = None) -> None:
    async with (
        running(settings, sources) as product,
        serving(product.http, settings.host, settings.port) as port,
    ):
        learning = asyncio.create_task(asyncio.to_thread(learn))
        endpoint = f"http://{settings.host}:{port}/api/messages"
        typer.echo(f"Freelance Connector answers at {endpoint} (Ctrl-C stops it)")
        windows = _windows(settings, endpoint)
        try:
            if preparing := windows.preparing():
                typer.echo(preparing)
            for line in await windows.start():
                typer.echo(line)
            await until_stopped()
        finally:
            await windows.stop()
            await learning


def _windows(settings: Settings, endpoint: str) -> ChatWindows:
    pages = ChatPages(endpoint=endpoint, key=os.urandom(32).hex(), clock=SystemClock(), ids=RandomIds())
    return ChatWindows(
        settings.playground if settings.mode is Mode.LOCAL else "off",
        endpoint=endpoint,
        playgrounds=Playgrounds(endpoint=endpoint, var=ROOT / "var"),
        pages=pages,
    )


@commands.command()
def migrate() -> None:
    """Bring the database to the newest schema and leave; serving does this too."""
    settings = settings_given()

    async def go() -> None:
        await (await open_database(settings.database_url)).close()

    try:
        asyncio.run(go())
    except (AlreadyRunning, NotUsable) as trouble:
        raise ended(str(trouble)) from trouble
    typer.echo("The database is up to date.")


@commands.command()
def manifest(
    out: Annotated[Path, typer.Option(help="Where to write the package.")] = ROOT / "dist" / "connector.zip",
) -> None:
    """Build the Teams app package from the settings, to be uploaded by an administrator (docs/deploy.md)."""
    try:
        path = build_package(settings_given(), menu(), out)
    except PackageWrong as wrong:
        raise ended(str(wrong)) from wrong
    typer.echo(f"{path} is ready to be uploaded.")


async def until_stopped() -> None:
    """Returns at Ctrl-C or SIGTERM."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    await stopped.wait()


if __name__ == "__main__":
    commands()
