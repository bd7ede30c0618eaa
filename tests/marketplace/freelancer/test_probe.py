"""What a probe of a Freelancer.com account finds out."""

from marketplace.freelancer.probe import findings
from tests.support.providers import an_accepted_offer


def told(found) -> dict[str, tuple[bool | None, str]]:
    return {finding.what: (finding.ok, finding.detail) for finding in found}


async def test_a_probe_reads_everything_that_we_read_and_writes_nothing(stage):
    contract = await an_accepted_offer(stage)
    stage.pass_time(6)
    await stage.market.send_back(contract.id, "m1", "The old logo.")
    written = len(stage.server.sent)

    found = await findings(stage.unbound, "contoso")

    assert [finding.what for finding in found] == [
        "account",
        "skills",
        "currencies",
        "projects",
        "bids",
        "users",
        "milestone_requests",
        "milestones",
        "threads",
        "messages",
        "writing",
    ]
    assert [finding.what for finding in found if finding.ok is False] == []
    assert told(found)["account"] == (True, "Contoso Ltd, number 4100001")
    assert "AUD" in told(found)["currencies"][1]
    assert len(stage.server.sent) == written


async def test_a_field_that_we_read_and_that_is_gone_is_named(stage):
    await an_accepted_offer(stage)

    def drifted(path, result):
        if not path.endswith("/bids/"):
            return result
        return {**result, "bids": [{k: v for k, v in result["bids"][0].items() if k != "award_status"}]}

    stage.server.twist = drifted
    found = told(await findings(stage.unbound, "contoso"))

    assert found["bids"] == (False, "without award_status, which we read")


async def test_an_account_without_projects_says_that_there_is_nothing_to_compare(stage):
    found = told(await findings(stage.unbound, "contoso"))

    assert found["projects"][0] is None
    assert "bids" not in found


async def test_an_account_that_is_not_let_in_is_one_line(stage):
    class Revoked:
        async def access(self, tenant, marketplace):
            return await stage.account.access(tenant, marketplace)

        async def renewed(self, tenant, marketplace, rejected):
            return rejected

    stage.server.consent.revoke()
    stage.unbound.api = stage.unbound.api.acting_with(Revoked())
    (only,) = await findings(stage.unbound, "contoso")

    assert (only.ok, only.what) == (False, "account")


async def test_a_category_without_a_skill_of_theirs_is_named(stage):
    def poorer(path, result):
        return [job for job in result if job["id"] != 135] if path == "projects/0.1/jobs/" else result

    stage.server.twist = poorer
    found = told(await findings(stage.unbound, "contoso"))

    assert found["categories"][0] is False
    assert "research" in found["categories"][1]
