"""`run.py case-studies`: published case studies as Markdown files, for an intranet or a wiki."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from cards.case_markdown import as_markdown
from commands.terminal import ended, settings_given
from gigs.people import Person, PersonKey
from ports.case_storage import CaseOfGig, CasesWanted
from ports.storage import Store, StoreUnavailable
from store.read_only import NotReadable, opened_read_only
from use_cases.permissions.authorize_summary import reader
from use_cases.publishing.show_cases import page_of_case

case_studies = typer.Typer(
    name="case-studies",
    no_args_is_help=True,
    help="Write case studies as files. Works while the product runs.",
)
PAGE = 100


@case_studies.callback()
def _group() -> None:
    """A group, so that the command keeps its name."""


@case_studies.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Where to write them; made where it isn't there.")],
    tenant: Annotated[str, typer.Option(help="Only this tenant; all of them when left out.")] = "",
) -> None:
    """Write each published case study that everybody in its organisation may read: gig-12.md, in a folder per tenant."""
    try:
        texts = asyncio.run(_read(tenant))
        for name, text in texts.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    except (NotReadable, StoreUnavailable, OSError) as trouble:
        raise ended(str(trouble)) from trouble
    typer.echo(f"{len(texts)} {'case study' if len(texts) == 1 else 'case studies'} in {folder}.")
    typer.echo("What is withdrawn later stays in this folder until you delete it.")


async def _read(tenant: str) -> dict[str, str]:
    async with opened_read_only(settings_given().database_url) as store:
        known = list(await store.run(lambda tx: tx.histories.tenants()))
        if tenant and tenant not in known:
            raise ended(f"Tenant {tenant} has no gigs here.")
        found: dict[str, str] = {}
        for one in [tenant] if tenant else known:
            found |= await texts_of(store, one)
        return found


async def texts_of(store: Store, tenant: str) -> dict[str, str]:
    """File -> text, of one tenant: as somebody who belongs to nothing in particular, and so reads what everybody may."""
    anybody = Person(key=PersonKey(tenant=tenant, object_id=""), name="")
    texts: dict[str, str] = {}
    before = 0
    while found := await _page(store, anybody, before):
        texts |= {
            f"{tenant}/gig-{one.study.gig}.md": as_markdown(page_of_case(anybody, one)) for one in found
        }
        before = found[-1].study.gig
    return texts


async def _page(store: Store, anybody: Person, before: int) -> list[CaseOfGig]:
    wanted = CasesWanted(before=before)
    return list(await store.run(lambda tx: tx.case_studies.published(reader(anybody), wanted, PAGE)))
