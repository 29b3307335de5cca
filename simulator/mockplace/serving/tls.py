"""A certificate for the platforms' hosts, issued by a certificate authority (CA).

The CA exists only while the server runs. Its private key is never written to a file, so nobody can
misuse it later, even if clients still trust the CA's certificate.
"""

from __future__ import annotations

import importlib
import ssl
from pathlib import Path
from types import ModuleType

from mockplace import registry

_PEM_HEADER = b"-----BEGIN CERTIFICATE-----"


class TlsUnavailable(Exception):
    """TLS cannot be served; the text is an error message for the user."""


class CertificateAuthority:
    """A temporary CA, and the certificate that it issued for the simulator."""

    def __init__(self, *names: str) -> None:
        made = _trustme().CA(organization_name="mockplace", organization_unit_name="simulator")
        self.certificate = made.cert_pem.bytes()
        own = (*registry.hosts(), "localhost", "127.0.0.1", "::1")
        leaf = made.issue_cert(*dict.fromkeys((*own, *names)))
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.minimum_version = ssl.TLSVersion.TLSv1_2
        self.context.set_alpn_protocols(["http/1.1"])
        leaf.configure_cert(self.context)

    def publish(self, file: Path) -> None:
        """Write the CA's certificate to a file; never overwrite a file that is no certificate."""
        try:
            if file.exists() and not file.read_bytes().startswith(_PEM_HEADER):
                raise TlsUnavailable(
                    f"{file} is there already and is no certificate; name another file"
                )
            file.write_bytes(self.certificate)
        except OSError as problem:
            reason = problem.strerror or "the system refused it"
            raise TlsUnavailable(f"cannot write the certificate to {file} ({reason})") from problem


def _trustme() -> ModuleType:
    try:
        return importlib.import_module("trustme")
    except ImportError as problem:
        raise TlsUnavailable(
            "TLS needs the library trustme; install it with: pip install 'shiponce[tls]'"
        ) from problem
