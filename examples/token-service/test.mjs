// npm install, then node --test
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { SignJWT, createLocalJWKSet, decodeProtectedHeader, exportJWK, jwtVerify } from "jose";
import { tokenService } from "./exchange.mjs";

const TENANT = "00000000-0000-0000-0000-00000000000a";
const CLIENT = "00000000-0000-0000-0000-00000000000b";
const TEAMS = "00000000-0000-0000-0000-00000000000c";

const entra = generateKeyPairSync("rsa", { modulusLength: 2048 });
const own = generateKeyPairSync("ec", { namedCurve: "P-256" });
const settings = {
  tenant: TENANT,
  client: CLIENT,
  callers: [TEAMS],
  scope: "access_as_user",
  issuer: "https://tokens.example.com",
  audience: "deskside",
  signingKey: own.privateKey.export({ type: "pkcs8", format: "pem" }),
  entraKeys: createLocalJWKSet({ keys: [{ ...(await exportJWK(entra.publicKey)), kid: "1", alg: "RS256" }] }),
};
const service = await tokenService(settings);

/** An access token as Entra makes them (v2.0), changed as said. */
function access(changes = {}, { key = entra.privateKey, expires = "75m" } = {}) {
  return new SignJWT({
    iss: `https://login.microsoftonline.com/${TENANT}/v2.0`, aud: CLIENT, tid: TENANT, azp: TEAMS,
    scp: "access_as_user", name: "Robin Lake", preferred_username: "robin.lake@example.com", ver: "2.0", ...changes,
  }).setProtectedHeader({ alg: "RS256", kid: "1" }).setIssuedAt().setExpirationTime(expires).sign(key);
}

const verified = async (token) =>
  (await jwtVerify(token, createLocalJWKSet(service.jwks), {
    issuer: settings.issuer, audience: settings.audience, algorithms: ["ES256"],
    requiredClaims: ["iat", "exp", "jti", "sub"],
  })).payload;

test("an access token becomes a token that lives two minutes", async () => {
  const token = await service.exchange(await access());
  const claims = await verified(token);
  assert.equal(claims.sub, "robin.lake@example.com");
  assert.equal(claims.name, "Robin Lake");
  assert.equal(claims.exp - claims.iat, 120);
  assert.equal(decodeProtectedHeader(token).kid, service.jwks.keys[0].kid);
});

test("each token is another one", async () => {
  const one = await access();
  const ids = await Promise.all([one, one].map(async (each) => (await verified(await service.exchange(each))).jti));
  assert.notEqual(ids[0], ids[1]);
});

test("the upn claim comes before preferred_username, and groups are passed on", async () => {
  const claims = await verified(await service.exchange(await access({ upn: "rlake@corp.example.com", groups: ["it"] })));
  assert.equal(claims.sub, "rlake@corp.example.com");
  assert.deepEqual(claims.groups, ["it"]);
});

test("no private part of the key is published", () => {
  assert.deepEqual(Object.keys(service.jwks.keys[0]).sort(), ["alg", "crv", "kid", "kty", "use", "x", "y"]);
});

for (const [why, changes, options] of [
  ["another tenant's issuer", { iss: "https://login.microsoftonline.com/other/v2.0" }],
  ["another tenant", { tid: "other" }],
  ["made for another application", { aud: "00000003-0000-0000-c000-000000000000" }],
  ["a caller that is not listed", { azp: "other" }],
  ["without the scope", { scp: "User.Read access_as_user2" }],
  ["without a person", { preferred_username: undefined }],
  ["expired", {}, { expires: "-1m" }],
  ["signed by another key", {}, { key: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey }],
]) {
  test(`refused: ${why}`, async () => {
    await assert.rejects(service.exchange(await access(changes, options)));
  });
}

test("it does not start half configured", async () => {
  await assert.rejects(tokenService({ ...settings, callers: [] }), /callers/);
  await assert.rejects(tokenService({ ...settings, tenant: "" }), /tenant/);
});
