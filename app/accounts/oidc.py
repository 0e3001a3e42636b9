"""Sign-in through the office's own identity provider (OpenID Connect, code flow with PKCE).

The issuer is pinned by a setting. What comes back names a person only: whether that person has an
account here, and which rights, an administrator has decided before.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast
from urllib.parse import urlsplit

import requests
from authlib.common.errors import (  # pyright: ignore[reportMissingTypeStubs]
    AuthlibBaseError,
)
from authlib.integrations.requests_client import (  # pyright: ignore[reportMissingTypeStubs]
    OAuth2Session,
)
from authlib.oidc.core import CodeIDToken  # pyright: ignore[reportMissingTypeStubs]
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from app.accounts.oidc_metadata import ProviderMetadata
from app.errors import Denied, SettingsInvalid, Unavailable
from app.wording import Text, same

TIMEOUT_S = 5.0
LEEWAY_S = 120
SCOPE = "openid profile email"
# Signatures only the provider can make; a shared secret or "none" proves nothing.
ALGORITHMS = ("RS256", "PS256", "ES256", "ES384", "EdDSA", "RS384", "RS512", "PS384", "PS512")
_KNOWN = ProviderMetadata()
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Provider:
    """The pinned provider and what it knows us by."""

    issuer: str
    client_id: str
    client_secret: str
    redirect_uri: str


@dataclass(frozen=True, slots=True)
class Start:
    """A sign-in under way: where to send the browser, and what its return must match."""

    url: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the provider says it is. `email` only when the provider has verified it.

    `two_factors`: the provider says that more than one proof was shown, by the value "mfa" among
    the authentication methods of the ID token (`amr`, RFC 8176 section 2).
    """

    subject: str
    email: str | None
    name: str | None
    two_factors: bool = False


class _Session(Protocol):
    """The part of Authlib's session that we use; Authlib ships no types."""

    def create_authorization_url(self, url: str, **more: Any) -> tuple[str, str]: ...

    def fetch_token(self, url: str, **more: Any) -> Mapping[str, Any]: ...

    def close(self) -> None: ...


def begin(provider: Provider) -> Start:
    """Make the address to send the browser to. Raises Unavailable when the provider is away."""
    metadata = _read_metadata(provider)
    verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(24)
    session = _open_session(provider, state=None)
    url, state = session.create_authorization_url(
        str(metadata["authorization_endpoint"]), code_verifier=verifier, nonce=nonce
    )
    session.close()
    return Start(url, state, nonce, verifier)


def finish(provider: Provider, start: Start, returned_url: str) -> Identity:
    """The identity behind the browser's return.

    Raises Denied for a wrong state, nonce, verifier or signature, Unavailable when away.
    """
    metadata = _read_metadata(provider)
    session = _open_session(provider, state=start.state)
    try:
        token = session.fetch_token(
            str(metadata["token_endpoint"]),
            authorization_response=returned_url,
            grant_type="authorization_code",
            code_verifier=start.verifier,
            timeout=TIMEOUT_S,
            allow_redirects=False,
        )
        return identity_of(_verify_claims(provider, metadata, token, start.nonce))
    except (AuthlibBaseError, JoseError, KeyError, ValueError, TypeError) as error:
        raise Denied(
            "E-ACC-121",
            Text("统一身份登录没有成功", "Single sign-on did not succeed"),
            Text(
                f"对方的应答不合要求（{_describe_error(error)}）",
                f"Its answer does not meet the standard ({_describe_error(error)})",
            ),
            Text(
                "回到登录页再试；还不行就用本系统账号",
                "Go back to the sign-in page and try again, or use an account of this system",
            ),
        ) from error
    except requests.RequestException as error:
        raise _provider_away(provider, error) from error
    finally:
        session.close()


def check_issuer(issuer: str) -> None:
    """Raises SettingsInvalid unless the issuer is https, or on this machine itself."""
    parts = urlsplit(issuer)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        return
    raise SettingsInvalid(
        "E-ACC-122",
        Text("统一身份登录没有启用", "Single sign-on is not enabled"),
        Text(
            f"HAITANG_OIDC_ISSUER={issuer} 不是 https 地址",
            f"HAITANG_OIDC_ISSUER={issuer} is not an https address",
        ),
        Text(
            "写 https 地址（明文会泄露登录）",
            "Give an https address; plain http would reveal the sign-in",
        ),
    )


def _open_session(provider: Provider, state: str | None) -> _Session:
    session: Any = OAuth2Session(
        provider.client_id,
        provider.client_secret,
        token_endpoint_auth_method="client_secret_basic",  # noqa: S106 the name of a method
        scope=SCOPE,
        redirect_uri=provider.redirect_uri,
        state=state,
        code_challenge_method="S256",
    )
    session.trust_env = False  # no proxy of the environment sees a code
    return cast(_Session, session)


def _read_metadata(provider: Provider) -> Mapping[str, Any]:
    """The provider's own description. Raises Denied when it speaks for another issuer."""
    check_issuer(provider.issuer)
    address = provider.issuer.rstrip("/") + "/.well-known/openid-configuration"
    try:
        found = _KNOWN.of(provider.issuer, lambda: _get_json(provider, address))
    except TimeoutError as error:
        raise _provider_away(provider, error) from error
    if found.get("issuer") != provider.issuer:
        raise Denied(
            "E-ACC-123",
            Text("统一身份登录没有成功", "Single sign-on did not succeed"),
            Text(
                "身份服务自称的签发者与设置不同",
                "The provider names another issuer than the settings do",
            ),
            Text(
                "请管理员核对 HAITANG_OIDC_ISSUER",
                "Ask the administrator to check HAITANG_OIDC_ISSUER",
            ),
        )
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        check_issuer(str(found.get(name)))
    return found


def _get_json(provider: Provider, url: str) -> dict[str, Any]:
    try:
        with requests.Session() as http:
            http.trust_env = False
            answer = http.get(url, timeout=TIMEOUT_S, allow_redirects=False)
            answer.raise_for_status()
            return cast(dict[str, Any], answer.json())
    except (requests.RequestException, ValueError) as error:
        raise _provider_away(provider, error) from error


def _verify_claims(
    provider: Provider, metadata: Mapping[str, Any], token: Mapping[str, Any], nonce: str
) -> Mapping[str, Any]:
    """The verified claims of the ID token. Raises JoseError or KeyError."""
    keys = KeySet.import_key_set(cast(Any, _get_json(provider, str(metadata["jwks_uri"]))))
    registry = JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)
    decoded = jwt.decode(str(token["id_token"]), keys, registry=registry)
    wanted = {"iss": {"value": provider.issuer}, "aud": {"value": provider.client_id}}
    bound = {
        "nonce": nonce,
        "client_id": provider.client_id,
        "access_token": token.get("access_token"),
    }
    claims: Any = CodeIDToken(decoded.claims, decoded.header, wanted, bound)
    claims.validate(leeway=LEEWAY_S)
    return cast(Mapping[str, Any], claims)


def identity_of(claims: Mapping[str, Any]) -> Identity:
    """Whom verified claims name. Raises KeyError without a subject."""
    email = claims.get("email") if claims.get("email_verified") is True else None
    return Identity(
        str(claims["sub"]),
        None if email is None else str(email),
        None if claims.get("name") is None else str(claims["name"]),
        _shown_two(claims.get("amr")),
    )


def _shown_two(methods: object) -> bool:
    return isinstance(methods, list) and "mfa" in methods


def _describe_error(error: Exception) -> str:
    """What went wrong, without the secrets that an answer may hold."""
    return f"{type(error).__name__}: {error}"[:200]


def _provider_away(provider: Provider, error: Exception) -> Unavailable:
    return Unavailable(
        "E-ACC-124",
        Text("统一身份服务没有应答", "The identity provider did not answer"),
        same(f"{provider.issuer} ({type(error).__name__})"),
        Text(
            "稍等再试，或用本系统账号登录",
            "Try again shortly, or sign in with an account of this system",
        ),
    )
