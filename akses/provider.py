"""The city's OpenID provider: where to send a reader, and who came back."""

import time
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from akses.identity import Identity
from akses.login_setup import BACK, OUT, LoginSettings
from akses.sessions import Login

PATIENCE: Final = 10.0
"""Seconds that the provider may take for one answer."""
KEPT_SECONDS: Final = 3600
CLOCKS_APART: Final = 120
"""Seconds that the provider's clock may differ from this machine's."""
SIGNED_WITH: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Only signatures that nobody but the provider can make."""
Claims = dict[str, Any]


class ProviderDownError(Exception):
    """The provider does not answer, or not as one."""


class UnprovenLoginError(Exception):
    """The provider's answer does not prove who logged in."""


@dataclass
class Provider:
    """What is known of the provider; asked for once an hour, keys also when one is met that is not among them."""

    login: LoginSettings
    _metadata: Claims = field(default_factory=dict)
    _keys: Any = None
    _asked_at: float = 0.0

    @property
    def returns_to(self) -> str:
        """The address to which the provider sends a reader back."""
        return f"{self.login.address}{BACK}"

    async def metadata(self) -> Claims:
        """Return what the provider says of itself. Raises ProviderDownError, also where it is another issuer."""
        if time.monotonic() - self._asked_at > KEPT_SECONDS or not self._metadata:
            told = await _json(f"{self.login.issuer.rstrip('/')}/.well-known/openid-configuration")
            if told.get("issuer") != self.login.issuer:
                raise ProviderDownError(f"issuer {told.get('issuer')!r}")
            needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
            if not all(isinstance(told.get(name), str) for name in needed):
                raise ProviderDownError("no endpoints")
            self._metadata, self._keys, self._asked_at = told, await _json(told["jwks_uri"]), time.monotonic()
        return self._metadata

    async def asking_address(self, state: str, login: Login) -> str:
        """Return the provider's address at which a reader logs in."""
        metadata = await self.metadata()
        # By hand: a client reads all certificates first, a twentieth of a second in which nobody else is served.
        address = prepare_grant_uri(
            metadata["authorization_endpoint"], self.login.client_id, "code", self.returns_to, self.login.scope, state,
            nonce=login.nonce, code_challenge=create_s256_code_challenge(login.verifier), code_challenge_method="S256",
        )  # fmt: skip
        return str(address)

    async def leaving_address(self) -> str | None:
        """Return the provider's address at which a reader logs out there too; None where it has none, or is down."""
        try:
            address = (await self.metadata()).get("end_session_endpoint")
        except ProviderDownError:
            return None
        asked = {"client_id": self.login.client_id, "post_logout_redirect_uri": f"{self.login.address}{OUT}"}
        return f"{address}?{urlencode(asked)}" if isinstance(address, str) else None

    async def identity(self, code: str, login: Login) -> Identity:
        """Return who logged in. Raises ProviderDownError and UnprovenLoginError."""
        metadata = await self.metadata()
        async with self._client(metadata) as client:
            try:
                token = await client.fetch_token(metadata["token_endpoint"], code=code, code_verifier=login.verifier)
                claims = await self._claims(token, login.nonce)
                if "email" not in claims or self.login.groups_claim not in claims:
                    claims |= await _of_userinfo(client, metadata, claims["sub"])
            except httpx2.HTTPError as error:
                raise ProviderDownError(type(error).__name__) from None
            except (AuthlibBaseError, JoseError, ValueError, KeyError, TypeError) as error:
                raise UnprovenLoginError(type(error).__name__) from None
        return claimed_identity(claims, self.login.groups_claim)

    def _client(self, metadata: Claims) -> AsyncOAuth2Client:
        ways = metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        way = "client_secret_basic" if "client_secret_basic" in ways else "client_secret_post"
        return AsyncOAuth2Client(
            self.login.client_id, self.login.secret, scope=self.login.scope, redirect_uri=self.returns_to,
            token_endpoint_auth_method=way, timeout=PATIENCE,
        )  # fmt: skip

    async def _claims(self, token: Claims, nonce: str) -> Claims:
        """The claims of the ID token, once signature, issuer, audience, times, nonce and binding are right."""
        registry = JWSRegistry(algorithms=list(SIGNED_WITH), strict_check_header=False)
        try:
            read = jwt.decode(token["id_token"], KeySet.import_key_set(self._keys), registry=registry)
        except InvalidKeyIdError:
            self._keys = await _json(self._metadata["jwks_uri"])
            read = jwt.decode(token["id_token"], KeySet.import_key_set(self._keys), registry=registry)
        client = self.login.client_id
        asked = {"iss": {"essential": True, "value": self.login.issuer}, "aud": {"essential": True, "value": client}}
        bound = {"nonce": nonce, "client_id": client, "access_token": token["access_token"]}
        claims = CodeIDToken(read.claims, read.header, asked, bound)
        claims.validate(leeway=CLOCKS_APART)
        return dict(claims)


async def _of_userinfo(client: AsyncOAuth2Client, metadata: Claims, subject: str) -> Claims:
    """What userinfo adds; of another subject nothing may be taken."""
    address = metadata.get("userinfo_endpoint")
    if not isinstance(address, str):
        return {}
    answer = await client.get(address)
    answer.raise_for_status()
    told = answer.json()
    if told.get("sub") != subject:
        raise UnprovenLoginError("userinfo")
    # An e-mail is as verified as whoever tells it says: what the ID token said was of its own.
    return {"email_verified": None} | told if "email" in told else dict(told)


async def _json(address: str) -> Claims:
    """One JSON object of the provider. Raises ProviderDownError."""
    try:
        async with httpx2.AsyncClient(timeout=PATIENCE) as client:
            answer = await client.get(address)
            answer.raise_for_status()
            told = answer.json()
    except (httpx2.HTTPError, ValueError) as error:
        raise ProviderDownError(type(error).__name__) from None
    if not isinstance(told, dict):
        raise ProviderDownError("no object")
    return told


def claimed_identity(claims: Claims, groups_claim: str) -> Identity:
    """Return the person that claims speak of; groups as a list or as one text with spaces or commas between.

    Whatever else stands there names no group, and no subject is called as an e-mail is that nobody verified.
    """
    told = claims.get(groups_claim)
    listed = told.replace(",", " ").split() if isinstance(told, str) else told if isinstance(told, list) else []
    groups = [group for group in listed if isinstance(group, str)]
    email, verified = str(claims.get("email") or ""), claims.get("email_verified")
    is_verified = verified if isinstance(verified, bool) else False if str(verified).lower() == "false" else None
    subject = str(claims["sub"])
    name = email if email and is_verified else f"sub:{subject}" if "@" in subject else subject
    return Identity(name, email, is_verified, frozenset(groups))
