"""Mail to try things with, in development: signed as a member's mail domain would, which a zone file vouches for."""

import base64
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path

import dkim
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

SELECTOR = "pretended"
SIGNED = [b"from", b"to", b"subject", b"date", b"message-id"]


def private_key(file: Path, bits: int = 2048) -> bytes:
    """The key that signs, made where there is none."""
    if not file.exists():
        key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
        file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.TraditionalOpenSSL,
                serialization.NoEncryption(),
            )
        )
    return file.read_bytes()


def records_of(domain: str, key: bytes, policy: str = "v=DMARC1; p=reject") -> str:
    """What a domain publishes that signs with this key: lines of a zone file."""
    public = serialization.load_pem_private_key(key, None).public_key()
    der = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    record = "v=DKIM1; k=rsa; p=" + b64(der)
    strings = " ".join(f'"{record[start : start + 200]}"' for start in range(0, len(record), 200))
    return f'_dmarc.{domain}. 60 IN TXT "{policy}"\n{SELECTOR}._domainkey.{domain}. 60 IN TXT {strings}\n'


def b64(content: bytes) -> str:
    """In letters."""
    return base64.b64encode(content).decode()


def written(*, sender: str, to: str, subject: str, text: str, at: datetime) -> bytes:
    """A mail, not yet signed."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"], message["Message-ID"] = format_datetime(at), make_msgid(domain=sender.rpartition("@")[2])
    message.set_content(text)
    return message.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def signed(raw: bytes, domain: str, key: bytes) -> bytes:
    """The same, signed by a domain."""
    signature: bytes = dkim.sign(raw, SELECTOR.encode(), domain.encode(), key, include_headers=SIGNED)
    return signature + raw
