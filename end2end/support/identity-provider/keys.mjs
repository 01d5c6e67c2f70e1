// Signing keys: one for each family of algorithms, so that a client may ask for RS256, PS256, ES256 or EdDSA.
import { generateKeyPairSync, randomUUID } from "node:crypto";

/** A new key of each kind, as private JWKs. */
export function newKeys() {
  const pairs = [
    generateKeyPairSync("rsa", { modulusLength: 2048 }),
    generateKeyPairSync("ec", { namedCurve: "P-256" }),
    generateKeyPairSync("ed25519"),
  ];
  return pairs.map(({ privateKey }) => ({ ...privateKey.export({ format: "jwk" }), use: "sig", kid: randomUUID() }));
}
