// An access token of Entra ID lives for an hour or more and may be used again and again: too much to hand to a page.
// This takes one that was made for this service, and answers a token for Deskside that lives two minutes, once.
import { createPublicKey, randomUUID } from "node:crypto";
import { SignJWT, calculateJwkThumbprint, createRemoteJWKSet, exportJWK, importPKCS8, jwtVerify } from "jose";

const LIFETIME_SECONDS = 120;

/**
 * @param {object} settings
 * @param {string} settings.tenant directory (tenant) id
 * @param {string} settings.client application (client) id of this service's app registration: `aud` of what it takes
 * @param {string[]} settings.callers `azp`: applications that may ask, e.g. the Teams client
 * @param {string} settings.scope the scope that the app registration exposes
 * @param {string} settings.issuer `iss` of what it answers
 * @param {string} settings.audience `aud` of what it answers
 * @param {string} settings.signingKey private key, P-256, PKCS #8 in PEM
 * @param {import("jose").JWTVerifyGetKey} [settings.entraKeys] where Entra's public keys are; for tests
 */
export async function tokenService(settings) {
  for (const name of ["tenant", "client", "scope", "issuer", "audience", "signingKey"])
    if (!settings[name]) throw new Error(`${name} is not set`);
  if (!settings.callers?.length) throw new Error("callers is not set");

  const authority = `https://login.microsoftonline.com/${settings.tenant}`;
  const entraKeys = settings.entraKeys ?? createRemoteJWKSet(new URL(`${authority}/discovery/v2.0/keys`));
  const privateKey = await importPKCS8(settings.signingKey, "ES256");
  const publicKey = await exportJWK(createPublicKey(settings.signingKey));
  const kid = await calculateJwkThumbprint(publicKey);

  return {
    /** The public key, for `jwks_url` in Deskside's configuration. */
    jwks: { keys: [{ ...publicKey, kid, use: "sig", alg: "ES256" }] },

    /**
     * @param {string} accessToken
     * @returns {Promise<string>}
     * @throws when the access token does not prove who asks
     */
    async exchange(accessToken) {
      const { payload } = await jwtVerify(accessToken, entraKeys, {
        algorithms: ["RS256"],
        issuer: `${authority}/v2.0`,
        audience: settings.client,
        requiredClaims: ["exp", "tid", "azp", "scp"],
      });
      if (payload.tid !== settings.tenant) throw new Error("another tenant");
      if (!settings.callers.includes(payload.azp)) throw new Error("a caller that is not listed");
      if (!String(payload.scp).split(" ").includes(settings.scope)) throw new Error("without the scope");
      const upn = payload.upn ?? payload.preferred_username;
      if (typeof upn !== "string" || !upn) throw new Error("without upn and preferred_username");

      return new SignJWT({ name: payload.name, groups: payload.groups })
        .setProtectedHeader({ alg: "ES256", typ: "JWT", kid })
        .setIssuer(settings.issuer)
        .setAudience(settings.audience)
        .setSubject(upn)
        .setIssuedAt()
        .setExpirationTime(`${LIFETIME_SECONDS}s`)
        .setJti(randomUUID())
        .sign(privateKey);
    },
  };
}
