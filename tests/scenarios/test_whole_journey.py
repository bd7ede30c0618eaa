"""From a chat to a freelancer at work and paid: the whole journey through real HTTP."""

from tests.support.people_file import MARK, RITA
from tests.support.product import on_stage

BRIEF = {
    "title": "A logo for the spring campaign",
    "outcome": "A logo that works in one colour and at 16 pixels.",
    "deliverables": "Three drafts\nThe final logo as SVG",
    "acceptance": "Readable at 16 px and in black only.",
    "category": "design",
    "skills": "logo, illustration",
    "price_type": "fixed",
    "amount": "1200",
    "currency": "USD",
    "start": "2030-01-07",
    "due": "2030-02-01",
    "data_tier": "general",
    "cost_centre": "MKT-100",
    "visibility": "public",
    "marketplace": "sandbox",
}


async def test_a_gig_goes_from_a_chat_to_a_lesson(tmp_path):
    async with on_stage(tmp_path) as stage:
        rita, mark = stage.seat(RITA), stage.seat(MARK)
        await rita.installs()
        await mark.installs()
        await rita.sees("Freelance Connector")

        await rita.says("pst a gig")
        await rita.presses("Preview", **BRIEF)
        await rita.sees("Nothing is public until it is approved", "Mark Manager")
        await rita.presses("Submit for approval")

        await mark.sees("A logo for the spring campaign", "USD 1,200")
        await mark.presses("Approve")
        await rita.sees("Approved by Mark Manager")

        await rita.sees("to compare")
        await rita.presses("Review proposals")
        await rita.presses("Hire for", on="Amara Okonkwo")
        await rita.sees("gets the offer")
