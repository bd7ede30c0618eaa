"""Which way a request goes, and whom it trusts, as the environment says."""

import ssl

import pytest
from yarl import URL

from http_client.environment import AUTHORITIES, EnvironmentWrong, Proxies, named_authorities, trusting

PROXY = {"HTTPS_PROXY": "http://secure.example:1", "HTTP_PROXY": "http://plain.example:2"}


@pytest.fixture(autouse=True)
def no_authorities_of_this_machine(monkeypatch):
    for name in AUTHORITIES:
        monkeypatch.delenv(name, raising=False)


def way(url: str, **environment: str) -> str | None:
    found = Proxies({**PROXY, **environment}).way_to(URL(url))
    return str(found) if found else None


def test_each_scheme_has_a_proxy_of_its_own():
    assert way("https://graph.example/") == "http://secure.example:1"
    assert way("http://graph.example/") == "http://plain.example:2"
    assert Proxies({}).way_to(URL("https://graph.example/")) is None


def test_small_letters_win_over_large_ones_even_when_they_say_none():
    assert way("https://graph.example/", https_proxy="http://small.example:3") == "http://small.example:3"
    assert way("https://graph.example/", https_proxy="") is None
    assert way("https://graph.example/", no_proxy="", NO_PROXY="graph.example") == "http://secure.example:1"


def test_a_proxy_may_come_without_a_scheme_and_with_a_password():
    assert way("https://x.example/", https_proxy="proxy.example:8080") == "http://proxy.example:8080"
    assert way("https://x.example/", https_proxy="http://u:p@proxy.example") == "http://u:p@proxy.example"


def test_no_proxy_names_hosts_domains_ports_addresses_and_networks():
    direct = [
        ("https://graph.example/", "graph.example"),
        ("https://graph.example/", "other.example, graph.example"),
        ("https://GRAPH.example./", "Graph.Example"),
        ("https://graph.example/", ".graph.example"),
        ("https://eu.graph.example/", "graph.example"),
        ("https://eu.graph.example/", ".graph.example"),
        ("https://graph.example/", "graph.example:443"),
        ("https://eu.graph.example:8443/", "graph.example:8443"),
        ("https://10.1.2.3/", "10.1.2.3"),
        ("https://10.1.2.3/", "10.0.0.0/8"),
        ("https://[fd00::1]/", "fd00::1"),
        ("https://[fd00::1]/", "fd00::/8"),
        ("https://graph.example/", "*"),
    ]
    proxied = [
        ("https://notgraph.example/", "graph.example"),
        ("https://graph.example/", "eu.graph.example"),
        ("https://graph.example/", "graph.example:8443"),
        ("https://10.1.2.3/", "10.1.2.0/31"),
        ("https://110.1.2.3/", "10.1.2.3"),
        ("https://graph.example/", "10.0.0.0/8"),
        ("https://graph.example/", " , ,"),
    ]
    assert [(url, said) for url, said in direct if way(url, NO_PROXY=said) is not None] == []
    assert [(url, said) for url, said in proxied if way(url, NO_PROXY=said) is None] == []


def test_this_machine_is_reached_directly_whatever_is_said():
    here = ["127.0.0.1:56150", "127.9.9.9", "[::1]:80", "localhost:3978", "LOCALHOST", "api.localhost"]
    assert {host: way(f"http://{host}/", NO_PROXY="") for host in here} == dict.fromkeys(here)
    assert way("http://localhost.example/") is not None


@pytest.mark.parametrize(
    "said",
    ["socks5://u:secret@proxy.example", "https://u:secret@proxy.example", "http://", "http://u:secret@:x"],
)
def test_what_is_no_proxy_stops_the_start_with_a_sentence_that_keeps_the_password(said):
    with pytest.raises(EnvironmentWrong, match="HTTPS_PROXY must be the address of a proxy") as wrong:
        Proxies({"HTTPS_PROXY": said})
    assert "secret" not in str(wrong.value)


def subjects(context: ssl.SSLContext) -> list[object]:
    return [each["subject"] for each in context.get_ca_certs()]


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_a_file_of_authorities_is_trusted_beside_the_systems(company, name):
    alone = subjects(trusting(()))
    ours = subjects(trusting(named_authorities({name: str(company.authority)})))
    assert len(ours) == len(alone) + 1
    assert ((("commonName", "contoso"),),) in ours


def test_the_systems_authorities_stay_where_openssl_itself_reads_others_instead(company, monkeypatch):
    systems = subjects(trusting(()))
    monkeypatch.setenv("SSL_CERT_FILE", str(company.authority))
    assert len(subjects(ssl.create_default_context())) == 1
    ours = subjects(trusting(named_authorities({"SSL_CERT_FILE": str(company.authority)})))
    assert [each for each in systems if each not in ours] == []


def test_a_variable_that_is_empty_names_nothing():
    assert named_authorities(dict.fromkeys(AUTHORITIES, "")) == ()


@pytest.mark.parametrize("name", AUTHORITIES)
def test_a_file_that_is_missing_or_holds_no_certificate_stops_the_start_with_a_sentence(tmp_path, name):
    empty = tmp_path / "empty.pem"
    empty.write_text("nothing")
    for path in (empty, tmp_path / "missing.pem"):
        with pytest.raises(EnvironmentWrong, match=f"{name} names {path}"):
            trusting(named_authorities({name: str(path)}))
