"""A certificate authority that nobody trusts until told to, and a server's certificate by it."""

import ssl
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha1
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from assembly.clock_and_ids import SystemClock

NAME = "contoso"


@dataclass(frozen=True)
class Company:
    """`authority` is the file with the authority's certificate, `hashed` a folder that holds it as OpenSSL looks for
    it; `server` is what a server of that company shows, for 127.0.0.1 and graph.example."""

    authority: Path
    hashed: Path
    server: ssl.SSLContext


def a_company(folder: Path) -> Company:
    root_key, root = _signed(_named(NAME), None, None)
    key, certificate = _signed(_named("server"), root_key, root)
    (folder / "authority.pem").write_bytes(root.public_bytes(Encoding.PEM))
    (folder / "server.pem").write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + certificate.public_bytes(Encoding.PEM)
    )
    hashed = folder / "hashed"
    hashed.mkdir()
    (hashed / f"{_hash_of(NAME)}.0").write_bytes(root.public_bytes(Encoding.PEM))
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(folder / "server.pem")
    return Company(folder / "authority.pem", hashed, server)


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _signed(
    name: x509.Name, by_key: ec.EllipticCurvePrivateKey | None, by: x509.Certificate | None
) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    """By itself if nobody is given."""
    key, now, is_root = ec.generate_private_key(ec.SECP256R1()), SystemClock().now(), by is None
    known_as = [x509.IPAddress(ip_address("127.0.0.1")), x509.DNSName("graph.example")]
    usage = x509.KeyUsage(True, False, False, False, False, is_root, is_root, False, False)
    signer = by_key or key
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(by.subject if by else name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
        .add_extension(x509.SubjectAlternativeName(known_as), critical=False)
        .sign(signer, SHA256())
    )
    return key, made


def _hash_of(name: str) -> str:
    """As `openssl x509 -subject_hash` gives it for a subject that is one common name in small letters."""
    text = b"\x0c" + bytes([len(name)]) + name.encode()
    pair = b"\x06\x03\x55\x04\x03" + text
    sequence = b"\x30" + bytes([len(pair)]) + pair
    subject = b"\x31" + bytes([len(sequence)]) + sequence
    return f"{int.from_bytes(sha1(subject).digest()[:4], 'little'):08x}"
