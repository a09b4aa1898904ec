"""A passkey made of software: a key pair that answers challenges as a phone does."""

import hashlib
import json
from dataclasses import dataclass, field

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from accounts.models import User

FLAGS = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV
HOST = "localhost"
ORIGIN = f"http://{HOST}"


@dataclass
class Passkey:
    """Somebody's, registered with their account."""

    user: User
    name: bytes = b"a passkey of software"
    secret: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def register(self) -> None:
        """Be known to the account."""
        public = ES256.from_cryptography_key(self.secret.public_key())
        credential = AttestedCredentialData.create(b"\0" * 16, self.name, public)
        known = self._data(AuthenticatorData.FLAG.AT, credential)
        response = {
            "clientDataJSON": websafe_encode(CollectedClientData.create("webauthn.create", b"", ORIGIN)),
            "attestationObject": websafe_encode(AttestationObject.create("none", known, {})),
        }
        kept = {**self._shell(response), "clientExtensionResults": {"credProps": {"rk": True}}}
        data = {"name": "phone", "credential": kept}
        Authenticator.objects.create(user=self.user, type=Authenticator.Type.WEBAUTHN, data=data)

    def sign_in(self, client: Client) -> bool:
        """Answer the challenge of the sign-in page; whether that opened."""
        asked = client.get(
            "/accounts/2fa/webauthn/login/", headers={"X-Requested-With": "XMLHttpRequest", "Host": HOST}
        )
        challenge = asked.json()["request_options"]["publicKey"]["challenge"]
        said = CollectedClientData.create("webauthn.get", challenge, ORIGIN)
        data = self._data()
        signature = self.secret.sign(bytes(data) + said.hash, ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": websafe_encode(said),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
            "userHandle": websafe_encode(user_pk_to_url_str(self.user).encode()),
        }
        form = {"credential": json.dumps(self._shell(response))}
        client.post("/accounts/2fa/webauthn/login/", form, headers={"Host": HOST})
        return "_auth_user_id" in client.session

    def _data(self, also: AuthenticatorData.FLAG = FLAGS, credential: bytes = b"") -> AuthenticatorData:
        return AuthenticatorData.create(hashlib.sha256(HOST.encode()).digest(), FLAGS | also, 1, credential)

    def _shell(self, response: dict[str, str]) -> dict[str, object]:
        name = websafe_encode(self.name)
        return {"id": name, "rawId": name, "type": "public-key", "response": response}
