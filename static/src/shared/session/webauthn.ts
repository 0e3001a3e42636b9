// Passkeys through the browser's WebAuthn API. Options and answers travel as JSON, bytes as base64url.

type Json = Record<string, unknown>;

/** Bytes of a base64url text. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const plain = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(plain), (sign) => sign.charCodeAt(0));
}

/** Base64url text of bytes, without padding. */
export function toBase64Url(bytes: ArrayBuffer | null): string | null {
  if (bytes === null) return null;
  const plain = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return plain.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Why this page cannot use passkeys; null when it can. The standard wants a name and TLS. */
export function passkeyFault(): "insecure" | "address" | "browser" | null {
  if (!isSecureContext) return "insecure";
  if (/^[\d.]+$|:/.test(location.hostname)) return "address";
  return "PublicKeyCredential" in window ? null : "browser";
}

/** Options as the server wrote them (py_webauthn's JSON), or wrapped once more in `publicKey`. */
export function unwrap(options: Json): Json {
  const inner = options["publicKey"];
  return typeof inner === "object" && inner !== null ? (inner as Json) : options;
}

const withId = (one: Json) => ({ ...one, id: fromBase64Url(String(one["id"])) });
const listed = (value: unknown) => (Array.isArray(value) ? (value as Json[]).map(withId) : []);

/** Make a new passkey on this device. */
export async function createPasskey(options: Json): Promise<Json> {
  const given = unwrap(options);
  const user = given["user"] as Json;
  const publicKey = {
    ...given,
    challenge: fromBase64Url(String(given["challenge"])),
    user: withId(user),
    excludeCredentials: listed(given["excludeCredentials"]),
  } as unknown as PublicKeyCredentialCreationOptions;
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential | null;
  if (made === null) throw new DOMException("no credential", "NotAllowedError");
  const response = made.response as AuthenticatorAttestationResponse;
  return {
    ...base(made),
    response: {
      clientDataJSON: toBase64Url(response.clientDataJSON),
      attestationObject: toBase64Url(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    },
  };
}

/** Show a passkey that the server knows. */
export async function showPasskey(options: Json): Promise<Json> {
  const given = unwrap(options);
  const publicKey = {
    ...given,
    challenge: fromBase64Url(String(given["challenge"])),
    allowCredentials: listed(given["allowCredentials"]),
  } as unknown as PublicKeyCredentialRequestOptions;
  const shown = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential | null;
  if (shown === null) throw new DOMException("no credential", "NotAllowedError");
  const response = shown.response as AuthenticatorAssertionResponse;
  return {
    ...base(shown),
    response: {
      clientDataJSON: toBase64Url(response.clientDataJSON),
      authenticatorData: toBase64Url(response.authenticatorData),
      signature: toBase64Url(response.signature),
      userHandle: toBase64Url(response.userHandle),
    },
  };
}

const base = (credential: PublicKeyCredential) => ({
  id: credential.id,
  rawId: toBase64Url(credential.rawId),
  type: credential.type,
  authenticatorAttachment: credential.authenticatorAttachment,
  clientExtensionResults: credential.getClientExtensionResults(),
});
