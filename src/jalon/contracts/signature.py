"""The electronic signature of the organisation: PAdES, put on the document as it was drawn.

The certificate and the key are files named by the configuration. A demonstration that has none is
signed by an authority made here, which says in its name that it is worth nothing.
"""

import io
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from asn1crypto import keys, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from jalon.kernel.errors import Refused

AUTHORITY: Final = "Jalon, autorité de DÉMONSTRATION, sans valeur"
SIGNER: Final = "Jalon, signature de DÉMONSTRATION, sans valeur"
DER: Final = serialization.Encoding.DER
LASTS: Final = timedelta(days=3 * 365)


class SignatureUnavailable(Refused):
    """This deployment has no certificate to sign with, or the time-stamp did not answer."""


def signed(
    content: bytes, organisation: str, at: datetime, *, reason: str = "", field: str = "Signature"
) -> bytes:
    """The document with one more signature, tags kept; `reason`, a contract unless said otherwise.

    `field` names the signature in the file: two of them have two names. Raises
    SignatureUnavailable.
    """
    signer = _signer(at)
    metadata = PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=organisation,
        reason=reason or _("Contrat d’engagement"),
    )
    spec = SigFieldSpec(field, readable_field_name=_("Signature de l’organisme"))
    address = settings.JALON_SIGNING_TIMESTAMP_URL
    stamper = HTTPTimeStamper(address, timeout=10) if address else None
    tool = PdfSigner(metadata, signer=signer, timestamper=stamper, new_field_spec=spec)
    # The library keeps an event loop of its own: in a thread of its own, it meets no other one.
    with ThreadPoolExecutor(max_workers=1) as thread:
        try:
            return thread.submit(_sign, tool, content).result()
        except OSError as error:
            raise SignatureUnavailable(
                _("Le serveur qui date les signatures ne répond pas. Essayez plus tard.")
            ) from error


def _sign(tool: PdfSigner, content: bytes) -> bytes:
    written: Any = tool.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content)))
    return bytes(written.getvalue())


def _signer(at: datetime) -> SimpleSigner:
    """From the configuration; else, in a demonstration, made here once."""
    certificate, key = settings.JALON_SIGNING_CERTIFICATE, settings.JALON_SIGNING_KEY
    if certificate and key:
        return _loaded(Path(certificate), Path(key))
    if not settings.JALON_DEMONSTRATION:
        raise SignatureUnavailable(
            _("Aucun certificat de signature n’est configuré. Prévenez l’administration du site.")
        )
    folder = Path(settings.JALON_SIGNING_FOLDER)
    public, private = folder / "demonstration.pem", folder / "demonstration.key"
    if not (public.exists() and private.exists()):
        _make_demonstration(public, private, at)
    return _loaded(public, private)


def _loaded(certificate: Path, key: Path) -> SimpleSigner:
    """The first certificate of the file signs; the others, if any, are its authorities."""
    chain = certificates.load_pem_x509_certificates(certificate.read_bytes())
    secret = settings.JALON_SIGNING_PASSPHRASE
    private = serialization.load_pem_private_key(
        key.read_bytes(), secret.encode() if secret else None
    )
    der = private.private_bytes(
        DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    own, *others = [_read(x509.Certificate, one.public_bytes(DER)) for one in chain]
    store: Any = SimpleCertificateStore
    key_info = _read(keys.PrivateKeyInfo, der)
    return SimpleSigner(
        signing_cert=own, signing_key=key_info, cert_registry=store.from_certs(others)
    )


def _read(kind: Any, content: bytes) -> Any:
    """An object of asn1crypto, which says nothing of its types."""
    return kind.load(content)


def _make_demonstration(certificate: Path, key: Path, at: datetime) -> None:
    """An authority whose key is thrown away, and one certificate that it signed."""
    root, own = (rsa.generate_private_key(65537, 2048) for _number in range(2))
    authority = _certificate(AUTHORITY, AUTHORITY, root, root, at, is_authority=True)
    leaf = _certificate(SIGNER, AUTHORITY, own, root, at, is_authority=False)
    pem = serialization.Encoding.PEM
    private = own.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    certificate.parent.mkdir(parents=True, exist_ok=True)
    for path, content in (
        (key, private),
        (certificate, leaf.public_bytes(pem) + authority.public_bytes(pem)),
    ):
        fresh = path.with_suffix(f".{os.getpid()}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        fresh.replace(path)


def _certificate(
    subject: str,
    issuer: str,
    key: rsa.RSAPrivateKey,
    signs: rsa.RSAPrivateKey,
    at: datetime,
    *,
    is_authority: bool,
) -> certificates.Certificate:
    names = [
        certificates.Name([certificates.NameAttribute(NameOID.COMMON_NAME, name)])
        for name in (subject, issuer)
    ]
    usage = certificates.KeyUsage(
        digital_signature=True, content_commitment=not is_authority, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=is_authority,
        crl_sign=is_authority, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = certificates.CertificateBuilder(
        subject_name=names[0],
        issuer_name=names[1],
        public_key=key.public_key(),
        serial_number=certificates.random_serial_number(),
        not_valid_before=at - timedelta(days=1),
        not_valid_after=at + LASTS,
    )
    basic = certificates.BasicConstraints(ca=is_authority, path_length=None)
    made = made.add_extension(basic, critical=True).add_extension(usage, critical=True)
    return made.sign(signs, hashes.SHA256())
