"""`run.py audit`: takes histories out of the database, and proves that nobody changed them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from commands.erase_name import erase
from commands.forget_freelancer import forget
from commands.terminal import ended, settings_given
from ports.history_storage import Span
from ports.storage import Store, StoreUnavailable
from store.read_only import NotReadable, opened_read_only
from use_cases.audit.export_history import Format, export_history
from use_cases.audit.export_line import LineBroken, NotAnExport, lines_in, stored_of
from use_cases.audit.verify_history import Anchor, AnchorWrong, Chains, Proof, anchor_in, verify_histories

audit = typer.Typer(
    name="audit",
    no_args_is_help=True,
    help="Export the histories of gigs, and prove that nobody has changed them. Works while the product is running.",
)

audit.command("erase-name")(erase)
audit.command("forget-freelancer")(forget)

T = TypeVar("T")

BROKEN, MISSING = 1, 1
SHOWN = 50
"""Faults that are named one by one."""

Tenant = Annotated[str, typer.Option(help="Only this tenant. Default: all of them.")]


@audit.command()
def export(
    gig: Annotated[int | None, typer.Option(help="One gig, by its number.", min=1)] = None,
    since: Annotated[str, typer.Option("--from", help="First day (UTC), as in 2026-11-01.")] = "",
    until: Annotated[
        str, typer.Option(help="The day after the last one wanted (UTC), as in 2026-12-01.")
    ] = "",
    tenant: Tenant = "",
    form: Annotated[
        Format, typer.Option("--format", help="CSV for a spreadsheet, or JSON Lines.")
    ] = Format.CSV,
    out: Annotated[Path | None, typer.Option(help="The file to write. Default: standard output.")] = None,
) -> None:
    """Export the entries of one gig, of a period, or of all gigs. Exit code 1 if there’s no such gig."""
    if gig is not None and (since or until):
        raise ended("Either one gig or a period, please: whole gigs can be proved, parts of them cannot.")
    span = Span(gig=gig, since=_day(since, "--from"), until=_day(until, "--until"))

    async def go(write: Callable[[str], object]) -> int:
        async with _store() as store:
            tenants = await _tenants(store, tenant)
            if gig is not None and len(tenants) > 1:
                raise ended(
                    f"Several tenants number their gigs here; name one with --tenant: {', '.join(tenants)}."
                )
            count = await export_history(store, tenants, span, form, write)
        if gig is not None and not count:
            typer.echo(f"There is no gig {gig} here.", err=True)
            raise typer.Exit(MISSING)
        return count

    with _writing(out) as write:
        count = _run(go(write))
    typer.echo(f"{_entries(count)}{f' in {out}' if out else ''}.", err=True)


@audit.command()
def verify(
    tenant: Tenant = "",
    anchor: Annotated[
        str,
        typer.Option(
            help="An anchor from an earlier run (its file or its text), to prove that nothing before it has changed."
        ),
    ] = "",
    file: Annotated[
        Path | None, typer.Option(help="Check this export of whole gigs instead of the database.")
    ] = None,
    write_anchor: Annotated[
        Path | None, typer.Option(help="Where to write today’s anchor if nothing has changed.")
    ] = None,
) -> None:
    """Check every history. Exit code 0 if nobody has changed any, 1 if one was changed."""
    known = _anchor(anchor, tenant)
    lines: list[str] = []
    chains = Chains(known, has_heads=file is None, keep=lines.append if write_anchor else len)
    proof = _run(_verify_file(file, tenant, chains) if file else _verify_database(tenant, chains))
    _say_what_is_broken(proof, file)
    typer.echo(f"Proved: {_counted(proof)}.")
    if known:
        typer.echo(f"Entries of the anchor that are in their places, unchanged: {len(known) - proof.unmet}.")
    if proof.unmet:
        typer.echo(f"Gigs of the anchor that are not in this file: {proof.unmet}.")
    if file and not known:
        typer.echo("A file does not say where its histories ended. An anchor does: --anchor.")
    typer.echo(f"Digest of all heads: {proof.digest}")
    if write_anchor:
        with _writing(write_anchor) as write:
            write("".join(lines))
        typer.echo(f"Anchor in {write_anchor}. Keep it where whoever runs the database cannot change it.")


def _say_what_is_broken(proof: Proof, file: Path | None) -> None:
    if not proof.faults:
        return
    for fault in proof.faults[:SHOWN]:
        typer.echo(f"{fault.sentence} (tenant {fault.tenant})")
    if file and any(fault.number == 1 for fault in proof.faults):
        typer.echo("Only an export of whole gigs can be proved, not one of a period.")
    typer.echo(f"BROKEN: {len(proof.faults)} of the histories, out of {_counted(proof)}.")
    raise typer.Exit(BROKEN)


def _counted(proof: Proof) -> str:
    gigs = f"{proof.gigs} {'gig' if proof.gigs == 1 else 'gigs'}"
    return f"{gigs} with {_entries(proof.entries)}"


def _entries(count: int) -> str:
    return f"{count} {'entry' if count == 1 else 'entries'}"


async def _verify_database(tenant: str, chains: Chains) -> Proof:
    async with _store() as store:
        return await verify_histories(store, await _tenants(store, tenant), chains)


async def _verify_file(path: Path, tenant: str, chains: Chains) -> Proof:
    with path.open(encoding="utf-8", newline="") as file:
        for line in lines_in(file):
            if tenant in ("", line.tenant):
                chains.take(stored_of(line))
    return chains.end()


def _run(work: Coroutine[Any, Any, T]) -> T:
    """Does it, with a sentence and the exit code for everything that may stand in its way."""
    try:
        return asyncio.run(work)
    except LineBroken as broken:
        typer.echo(str(broken))
        raise typer.Exit(BROKEN) from broken
    except (NotReadable, NotAnExport, StoreUnavailable, OSError, UnicodeDecodeError) as trouble:
        raise ended(str(trouble)) from trouble


@asynccontextmanager
async def _store() -> AsyncIterator[Store]:
    async with opened_read_only(settings_given().database_url) as store:
        yield store


async def _tenants(store: Store, wanted: str) -> list[str]:
    known = list(await store.run(lambda tx: tx.histories.tenants()))
    if wanted and wanted not in known:
        raise ended(f"Tenant {wanted} has no gigs here.")
    return [wanted] if wanted else known


def _anchor(given: str, tenant: str) -> Anchor:
    if not given:
        return {}
    try:
        text = given if given.lstrip().startswith("{") else Path(given).read_text(encoding="utf-8")
        found = anchor_in(text.strip().split("\n"))
    except (AnchorWrong, OSError, UnicodeDecodeError) as wrong:
        raise ended(str(wrong)) from wrong
    return {key: head for key, head in found.items() if tenant in ("", key[0])}


def _day(text: str, option: str) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.combine(date.fromisoformat(text), time(), UTC)
    except ValueError as wrong:
        raise ended(f"{option} must be a day such as 2026-11-01; it is {text!r}.") from wrong


@contextmanager
def _writing(path: Path | None) -> Iterator[Callable[[str], object]]:
    """Writes UTF-8 to standard output, or to a file that is there only once all of it is."""
    if path is None:
        stream = typer.get_binary_stream("stdout")
        yield lambda text: stream.write(text.encode())
        return
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            yield file.write
        part.replace(path)
    except OSError as trouble:
        raise ended(str(trouble)) from trouble
    finally:
        part.unlink(missing_ok=True)
