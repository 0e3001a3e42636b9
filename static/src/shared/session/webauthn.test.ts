import { expect, it } from "vitest";
import { fromBase64Url, toBase64Url, unwrap } from "./webauthn";

it("writes bytes as base64url without padding and reads them back", () => {
  const bytes = Uint8Array.from([251, 255, 190, 0, 7]);
  const text = toBase64Url(bytes.buffer);
  expect(text).toBe("-_--AAc");
  expect(fromBase64Url(text ?? "")).toEqual(bytes);
  expect(toBase64Url(null)).toBeNull();
});

it("takes options with and without their wrapping", () => {
  expect(unwrap({ challenge: "AA" })).toEqual({ challenge: "AA" });
  expect(unwrap({ publicKey: { challenge: "AA" } })).toEqual({ challenge: "AA" });
});
