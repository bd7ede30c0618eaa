import pytest
from pydantic import SecretStr, ValidationError

from assembly.clock_and_ids import SystemClock
from assembly.links import links_of
from config.formats import ROOT
from config.loading import SettingsWrong, load_settings
from config.settings import PLAYGROUND_TENANT, Mode, Settings
from gigs.marketplaces import MARKETPLACES
from ports.links import AuditLink
from tests.support.defaults import shown

APP = "0d9c1d1e-5f0a-4b7e-9c56-8a3f2b7e4d00"
TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47"
TEAMS = {"MODE": "teams", "BOT_APP_ID": APP, "BOT_APP_PASSWORD": "s3cret-canary", "BOT_TENANT_ID": TENANT}


@pytest.fixture(autouse=True)
def _environment(monkeypatch):
    """Nothing of this machine's own environment counts."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def load(monkeypatch):
    def load(**environment: str) -> Settings:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return load_settings(None)

    return load


def problems_with(load, **environment: str) -> list[str]:
    with pytest.raises(SettingsWrong) as wrong:
        load(**environment)
    return wrong.value.problems


def test_nothing_set_is_a_local_bot_on_its_embedded_defaults(load):
    settings = load()
    assert settings.mode is Mode.LOCAL
    assert (settings.host, settings.port) == ("127.0.0.1", 3978)
    assert settings.database_url == f"sqlite:///{ROOT / 'var' / 'connector.db'}"
    assert settings.people_file == ROOT / "directory" / "people.yaml"
    assert settings.tenants == {PLAYGROUND_TENANT}


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "localhost", "::1", "[::1]"])
def test_the_local_mode_listens_on_this_machine(load, host):
    assert load(HOST=host).host == host


@pytest.mark.parametrize(
    "host",
    ["0.0.0.0", "::", "192.168.1.7", "example.com", "127.0.0.1.example.com", "localhost.", "2130706433"],
)
def test_the_local_mode_refuses_every_other_bind(load, host):
    (problem,) = problems_with(load, HOST=host)
    assert problem.startswith(f"HOST is {host!r}, but mode local")


def test_the_local_mode_is_refused_in_code_too():
    with pytest.raises(ValidationError, match="mode local"):
        Settings(_env_file=None, host="0.0.0.0")


def test_the_teams_mode_starts_with_an_app_a_secret_and_a_tenant(load):
    settings = load(**TEAMS, HOST="0.0.0.0")
    assert settings.tenants == {TENANT}
    assert settings.bot_app_password.get_secret_value() == "s3cret-canary"


def test_the_teams_mode_says_everything_it_lacks_at_once(load):
    problems = problems_with(load, MODE="teams")
    assert [problem.split(" ")[0] for problem in problems] == [
        "BOT_APP_ID",
        "BOT_APP_PASSWORD",
        "BOT_TENANT_ID",
    ]


def test_malformed_missing_and_unsafe_are_said_together(load):
    problems = problems_with(
        load,
        MODE="teams",
        BOT_APP_ID="my bot",
        PORT="http",
        SANDBOX_SPEED="nan",
        SERVICE_URL_HOSTS="https://x",
    )
    assert sorted(problem.split(" ")[0] for problem in problems) == [
        "BOT_APP_ID",
        "BOT_APP_PASSWORD",
        "BOT_TENANT_ID",
        "PORT",
        "SANDBOX_SPEED",
        "SERVICE_URL_HOSTS",
    ]


def test_an_unknown_mode_is_one_problem(load):
    assert problems_with(load, MODE="dev") == ["MODE must be local or teams; it is 'dev'."]


def test_the_teams_mode_refuses_the_playgrounds_tenant(load):
    (problem,) = problems_with(load, **TEAMS | {"BOT_TENANT_ID": PLAYGROUND_TENANT})
    assert "Playground" in problem


def test_a_password_of_spaces_is_none(load):
    (problem,) = problems_with(load, **TEAMS | {"BOT_APP_PASSWORD": "  "})
    assert problem.startswith("BOT_APP_PASSWORD is missing")


def test_lists_are_words_between_commas_or_spaces(load):
    other = "11111111-2222-3333-4444-555555555555"
    settings = load(
        **TEAMS, ALLOWED_TENANTS=f"{TENANT.upper()}, {other}", SERVICE_URL_HOSTS="A.example b.example"
    )
    assert settings.allowed_tenants == (TENANT, other)
    assert settings.tenants == {TENANT, other}
    assert settings.service_url_hosts == ("a.example", "b.example")


def test_an_empty_variable_is_as_if_it_were_not_there(load):
    assert load(PORT="", ALLOWED_TENANTS="", BOT_APP_ID="").port == 3978


@pytest.mark.parametrize("url", ["postgresql://u:p@db/gigs", "sqlite:////srv/gigs.db"])
def test_both_databases_are_accepted(load, url):
    assert load(DATABASE_URL=url).database_url == url


@pytest.mark.parametrize(
    "url", ["mysql://u:hunter2@db/gigs", "sqlite:///", "sqlite://", "postgresql://u:hunter2@db", "gigs.db"]
)
def test_another_database_is_refused_without_showing_its_password(load, url):
    (problem,) = problems_with(load, DATABASE_URL=url)
    assert problem == "DATABASE_URL must be sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME."


@pytest.mark.parametrize(
    "url", ["http://login.example", "ftp://x", "login.example", "https://user@login.example", "https://"]
)
def test_keys_and_tokens_come_over_https_only(load, url):
    (problem,) = problems_with(load, LOGIN_AUTHORITY=url)
    assert problem.startswith("LOGIN_AUTHORITY must be an https address")


def test_this_machine_may_be_reached_without_https(load):
    assert load(LOGIN_AUTHORITY="http://127.0.0.1:9/").login_authority == "http://127.0.0.1:9"


def test_no_secret_is_in_what_is_printed(load):
    settings = load(**TEAMS, DATABASE_URL="postgresql://u:hunter2@db/gigs", LOG_PERSON_KEY="k-canary")
    for printed in (repr(settings), str(settings)):
        assert "canary" not in printed
        assert "hunter2" not in printed
    assert isinstance(settings.log_person_key, SecretStr)


def test_settings_cannot_be_changed(load):
    with pytest.raises(ValidationError):
        load().port = 1


def test_the_environment_wins_over_the_file(load, monkeypatch, tmp_path):
    file = tmp_path / ".env"
    file.write_text("PORT=1111\nLOG_LEVEL=debug\n")
    monkeypatch.setenv("PORT", "2222")
    settings = load_settings(file)
    assert (settings.port, settings.log_level) == (2222, "debug")


def test_a_misspelt_name_in_the_file_is_told_with_the_likely_one(tmp_path):
    file = tmp_path / ".env"
    file.write_text("BOT_APPID=x\nCOLOUR=red\nPORT=x\n")
    with pytest.raises(SettingsWrong) as wrong:
        load_settings(file)
    assert wrong.value.problems == [
        "BOT_APPID in .env is not a setting. Did you mean BOT_APP_ID?",
        "COLOUR in .env is not a setting.",
        "PORT must be a whole number from 0 to 65535; it is 'x'.",
    ]


def test_the_example_file_has_every_setting_at_its_default_and_loads(tmp_path):
    lines = (ROOT / ".env.example").read_text().splitlines()
    named = dict(line.removeprefix("#").split("=", 1) for line in lines if line and not line.startswith("# "))
    assert list(named) == [name.upper() for name in Settings.model_fields]
    for name, field in Settings.model_fields.items():
        assert named[name.upper()] == shown(field.default)
    filled = tmp_path / ".env"
    filled.write_text("\n".join(f"{name}={value}" for name, value in named.items()))
    assert load_settings(filled) == load_settings(None)


GROUP = "33333333-2222-3333-4444-555555555555"


def test_graph_is_read_with_the_bots_own_registration_unless_told_otherwise(load):
    settings = load(**TEAMS, DIRECTORY="graph")
    assert (settings.graph_tenant, settings.graph_url) == (TENANT, "https://graph.microsoft.com")
    own = load(**TEAMS, DIRECTORY="graph", GRAPH_CLIENT_ID=GROUP, GRAPH_CLIENT_SECRET="x-canary")
    assert own.graph_client_id == GROUP
    assert "canary" not in repr(own)


def test_graph_says_everything_it_lacks_at_once_with_the_rest(load):
    problems = problems_with(load, DIRECTORY="graph", PORT="http")
    assert sorted(problem.split(" ")[0] for problem in problems) == [
        "GRAPH_CLIENT_ID",
        "GRAPH_CLIENT_SECRET",
        "GRAPH_TENANT_ID",
        "PORT",
    ]
    assert "or BOT_TENANT_ID in its place" in "".join(problems)


def test_the_bots_secret_is_not_used_for_another_registration(load):
    (problem,) = problems_with(load, **TEAMS, DIRECTORY="graph", GRAPH_CLIENT_ID=GROUP)
    assert problem.startswith("GRAPH_CLIENT_SECRET is missing")


def test_graph_of_a_tenant_whose_people_may_not_use_the_bot_is_refused(load):
    (problem,) = problems_with(load, **TEAMS, DIRECTORY="graph", GRAPH_TENANT_ID=GROUP)
    assert problem.startswith("GRAPH_TENANT_ID")


def test_graph_settings_are_not_missed_while_the_people_file_is_used(load):
    assert load().directory == "people_file"


def test_role_groups_are_names_with_group_ids(load):
    settings = load(GRAPH_ROLE_GROUPS=f"programme_lead={GROUP.upper()}, Finance={TENANT}")
    assert settings.graph_role_groups == (f"programme_lead={GROUP}", f"finance={TENANT}")


@pytest.mark.parametrize(
    "groups", ["finance", "finance=x", f"={GROUP}", f"a={GROUP},A={TENANT}", f"a b={GROUP}", f"a={GROUP}=x"]
)
def test_a_role_group_without_a_name_or_an_id_or_named_twice_is_refused(load, groups):
    (problem,) = problems_with(load, GRAPH_ROLE_GROUPS=groups)
    assert problem.startswith("GRAPH_ROLE_GROUPS must be NAME=GROUP-ID pairs")


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", "W. Europe Standard Time"])
def test_the_default_time_zone_must_be_known(load, zone):
    (problem,) = problems_with(load, DEFAULT_TIME_ZONE=zone)
    assert problem.startswith("DEFAULT_TIME_ZONE must be a time zone such as Europe/Berlin")


def test_graph_is_reached_over_https_only(load):
    (problem,) = problems_with(load, GRAPH_URL="http://graph.microsoft.com")
    assert problem.startswith("GRAPH_URL must be an https address")


def test_a_key_for_links_that_can_be_guessed_is_refused(load):
    (problem,) = problems_with(load, **TEAMS, LINK_KEY="short-canary")
    assert problem == "LINK_KEY must be a text of at least 32 characters."


def test_links_are_made_in_mode_local_with_nothing_set_and_in_mode_teams_with_a_key_and_an_address(load):
    clock, link = SystemClock(), AuditLink(id="link-1", tenant="t", gig=1, by="p")
    at_home = [links_of(load(), clock) for _ in range(2)]
    assert at_home[0].address(link).startswith("http://127.0.0.1:3978/audit/")
    assert at_home[1].read(at_home[0].address(link).rpartition("/")[2]) is None
    assert links_of(load(**TEAMS), clock) is None
    assert links_of(load(**TEAMS, LINK_KEY="k" * 32), clock) is None
    served = load(**TEAMS, LINK_KEY="k" * 32, PUBLIC_URL="https://gigs.example/bot/")
    assert links_of(served, clock).address(link).startswith("https://gigs.example/bot/audit/")


REAL = {"MARKETPLACES": "upwork", "UPWORK_CLIENT_ID": "our-id", "UPWORK_CLIENT_SECRET": "secret-canary"}
KEY = "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s="


def test_only_the_sandbox_is_used_unless_told_otherwise(load):
    assert load().marketplaces == ("sandbox",)
    assert load().real_markets == ()


def test_marketplaces_are_named_in_any_spelling_and_their_order_is_kept(load):
    settings = load(**REAL | {"MARKETPLACES": "Upwork, sandbox"})
    assert (settings.marketplaces, settings.real_markets) == (("upwork", "sandbox"), ("upwork",))


@pytest.mark.parametrize("names", ["elance", "sandbox,sandbox", "upwork;sandbox", ","])
def test_a_marketplace_that_is_unknown_or_named_twice_is_refused(load, names):
    (problem,) = problems_with(load, MARKETPLACES=names)
    *others, last = MARKETPLACES
    assert problem.startswith(f"MARKETPLACES must be {', '.join(others)} or {last}")


def test_a_real_marketplace_says_everything_it_lacks_at_once(load):
    problems = problems_with(load, **TEAMS, MARKETPLACES="worksome,upwork", UPWORK_CLIENT_SECRET="  ")
    assert [problem.split(" ")[0] for problem in problems] == [
        "WORKSOME_CLIENT_ID",
        "WORKSOME_CLIENT_SECRET",
        "UPWORK_CLIENT_ID",
        "UPWORK_CLIENT_SECRET",
        "TOKEN_KEYS",
        "PUBLIC_URL",
    ]


def test_at_home_a_real_marketplace_needs_its_application_only(load):
    assert load(**REAL).keys == {}


def test_in_mode_teams_a_real_marketplace_starts_with_a_key_and_an_address(load):
    settings = load(**TEAMS, **REAL, TOKEN_KEYS=f"2026={KEY}", PUBLIC_URL="https://gigs.example")
    assert settings.keys == {"2026": b"k" * 32}
    assert "canary" not in repr(settings)
    assert KEY not in repr(settings)


def test_the_first_of_several_keys_comes_first(load):
    assert list(load(TOKEN_KEYS=f"new={KEY}, old={KEY}").keys) == ["new", "old"]


@pytest.mark.parametrize(
    "keys", [KEY, "2026=", "2026=c2hvcnQ=", f"a={KEY},a={KEY}", f"={KEY}", "2026=not base64!", f"ö={KEY}"]
)
def test_a_key_that_is_none_is_refused_and_never_quoted(load, keys):
    (problem,) = problems_with(load, TOKEN_KEYS=keys)
    assert problem.startswith("TOKEN_KEYS must be ID=KEY pairs")
    assert KEY not in problem
    assert "c2hvcnQ" not in problem


@pytest.mark.parametrize(
    "pairs", ["upwork", "upwork=0", "upwork=86401", "elance=5", "upwork=5,upwork=6", "upwork=x"]
)
def test_a_quarantine_is_for_a_known_marketplace_and_within_a_day(load, pairs):
    (problem,) = problems_with(load, QUARANTINES=pairs)
    assert problem.startswith("QUARANTINES must be NAME=SECONDS pairs")


def test_two_webhook_secrets_live_side_by_side_while_one_is_replaced(load):
    new, old = "n" * 32, "o" * 32
    assert load().webhook_secrets == ()
    assert load(WORKSOME_WEBHOOK_SECRETS=f"{new}, {old}").webhook_secrets == tuple(map(SecretStr, (new, old)))


@pytest.mark.parametrize("secrets", ["short", "n" * 32 + ",short", ",".join(["n" * 32] * 3)])
def test_a_webhook_secret_that_can_be_guessed_or_a_third_is_refused_and_never_quoted(load, secrets):
    (problem,) = problems_with(load, WORKSOME_WEBHOOK_SECRETS=secrets)
    assert problem == (
        "WORKSOME_WEBHOOK_SECRETS must be one or two texts of at least 16 characters, separated by a comma."
    )


def test_real_marketplaces_are_read_no_more_often_than_they_should(load):
    given = {"MARKETPLACES": "upwork", "UPWORK_CLIENT_ID": "an id", "UPWORK_CLIENT_SECRET": "a secret"}
    (problem,) = problems_with(load, MARKETPLACE_SPEED="120", **given)
    assert problem == "MARKETPLACE_SPEED must be 1 where a marketplace is not on this machine."
    here = load(MARKETPLACE_SPEED="120", UPWORK_API_URL="http://127.0.0.1:56161", **given)
    assert here.marketplace_speed == 120


def test_nothing_is_deleted_sooner_than_it_can_still_be_needed(load):
    few = {"KEEP_NOTICES_DAYS": "29", "KEEP_OPERATIONS_DAYS": "89", "KEEP_DIALOGS_DAYS": "6"}
    assert problems_with(load, **few) == [
        "KEEP_NOTICES_DAYS must be a whole number from 30 to 36500; it is '29'.",
        "KEEP_OPERATIONS_DAYS must be a whole number from 90 to 36500; it is '89'.",
        "KEEP_DIALOGS_DAYS must be a whole number from 7 to 36500; it is '6'.",
    ]
