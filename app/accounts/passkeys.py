"""Passkeys (WebAuthn): options for the browser, and what its answer proves."""

import ipaddress
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from app.errors import Denied, InvalidInput
from app.wording import Text, same

RP_NAME = "海塘 Haitang"


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """The site a passkey is bound to: its host name, and its origin as the browser says it."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class Ceremony:
    """Options to hand to the browser; `challenge` is kept until its answer comes, once."""

    options: dict[str, Any]
    challenge: bytes


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """What a registration proved."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


def relying_party(scheme: str, host_and_port: str) -> RelyingParty:
    """The site as reached by the browser. Raises InvalidInput for a bare address.

    Browsers bind passkeys to names only (WebAuthn level 2, 5.1.2): an IP address cannot have one.
    """
    host = host_and_port.rsplit(":", 1)[0] if not host_and_port.endswith("]") else host_and_port
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return RelyingParty(host, f"{scheme}://{host_and_port}")
    raise InvalidInput(
        "E-ACC-111",
        Text("通行密钥用不了", "The passkey cannot be used"),
        Text(
            f"浏览器不给地址 {host} 存通行密钥",
            f"The browser stores no passkeys for the address {host}",
        ),
        Text(
            "用主机名打开本系统（本机用 localhost），或改用动态口令",
            "Open the system by its host name (localhost on this machine), or use one-time codes",
        ),
    )


def begin_registration(
    site: RelyingParty, handle: bytes, login: str, known: Sequence[bytes]
) -> Ceremony:
    """Options to make a passkey; `handle` names the account to the authenticator, not a person."""
    options = generate_registration_options(
        rp_id=site.host,
        rp_name=RP_NAME,
        user_id=handle,
        user_name=login,
        exclude_credentials=[PublicKeyCredentialDescriptor(id=each) for each in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
    )
    return Ceremony(json.loads(options_to_json(options)), options.challenge)


def finish_registration(
    site: RelyingParty, challenge: bytes, credential: dict[str, Any]
) -> NewPasskey:
    """The passkey that the browser made. Raises Denied when the answer does not hold."""
    try:
        made = verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise _passkey_denied(error) from error
    return NewPasskey(made.credential_id, made.credential_public_key, made.sign_count)


def begin_authentication(
    site: RelyingParty, known: Sequence[bytes], *, verified: bool = False
) -> Ceremony:
    """Options to show one of the known passkeys; `verified` asks for its PIN or finger as well."""
    options = generate_authentication_options(
        rp_id=site.host,
        allow_credentials=[PublicKeyCredentialDescriptor(id=each) for each in known],
        user_verification=(
            UserVerificationRequirement.REQUIRED
            if verified
            else UserVerificationRequirement.PREFERRED
        ),
    )
    return Ceremony(json.loads(options_to_json(options)), options.challenge)


def finish_authentication(
    site: RelyingParty,
    challenge: bytes,
    credential: dict[str, Any],
    *,
    public_key: bytes,
    sign_count: int,
    verified: bool = False,
) -> int:
    """The new sign count. Raises Denied when the answer does not hold or a copy was used."""
    try:
        shown = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=public_key,
            credential_current_sign_count=0,  # compared below, to say what it means
            require_user_verification=verified,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise _passkey_denied(error) from error
    _refuse_copy(sign_count, shown.new_sign_count)
    return shown.new_sign_count


def credential_id_of(credential: dict[str, Any]) -> bytes:
    """Which passkey the browser shows. Raises InvalidInput."""
    try:
        return base64url_to_bytes(cast(str, credential["rawId"]))
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise InvalidInput(
            "E-ACC-112",
            Text("通行密钥没有被接受", "The passkey was not accepted"),
            Text("应答里没有密钥编号", "The answer names no key"),
            Text("再试一次", "Try again"),
        ) from error


def _refuse_copy(known: int, shown: int) -> None:
    """A counter that does not grow means that two authenticators hold one key."""
    if (known or shown) and shown <= known:
        raise Denied(
            "E-ACC-113",
            Text("通行密钥没有被接受", "The passkey was not accepted"),
            Text(
                f"计数没有增加（{known} → {shown}），可能被复制",
                f"Its counter did not rise ({known} → {shown}); it may have been copied",
            ),
            Text(
                "换一个第二因素，并请安全管理员删除这个通行密钥",
                "Use another second factor, and ask the security administrator "
                "to delete this passkey",
            ),
        )


def _passkey_denied(error: Exception) -> Denied:
    return Denied(
        "E-ACC-114",
        Text("通行密钥没有被接受", "The passkey was not accepted"),
        same(str(error) or type(error).__name__),
        Text("再试一次", "Try again"),
    )
