// The certified OpenID provider, set up as a company's: confidential clients, PKCE, no questions about consent.
import { Provider } from "oidc-provider";

const SCOPES = ["openid", "offline_access", "profile", "email", "groups"];

/**
 * @param {string} issuer
 * @param {Required<import("./settings.mjs").Settings>} settings
 * @param {{ accounts: import("./accounts.mjs").Accounts, memory: import("./memory.mjs").Memory, cookieKey: string,
 *   given: import("./given.mjs").Given }} kept
 * @param {object[]} keys private JWKs; the first of a kind signs
 */
export function makeProvider(issuer, settings, kept, keys) {
  const day = 24 * 60 * 60;
  const provider = new Provider(issuer, {
    adapter: kept.memory.adapter(),
    clients: settings.clients.map((client) => ({
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      backchannel_logout_session_required: client.backchannel_logout_uri !== undefined,
      ...client,
    })),
    jwks: { keys },
    cookies: { keys: [kept.cookieKey] },
    findAccount: (_ctx, sub) => kept.accounts.find(sub),
    scopes: SCOPES,
    claims: {
      openid: ["sub", "sid"],
      profile: ["name", "preferred_username", "groups", "onprem_sid", "user_name"],
      email: ["email", "email_verified"],
      groups: ["groups"],
    },
    conformIdTokenClaims: !settings.claims_in_id_token,
    pkce: { required: () => true },
    // As the providers of companies do it: whoever may have refresh tokens gets one, without a question about consent.
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed("refresh_token"),
    expiresWithSession: async () => false,
    rotateRefreshToken: true,
    loadExistingGrant,
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource, postLogoutSuccessSource },
    },
    ttl: {
      AccessToken: settings.access_token_seconds,
      AuthorizationCode: 60,
      IdToken: 60 * 60,
      Interaction: 60 * 60,
      Grant: day,
      RefreshToken: day,
      Session: day,
    },
    renderError: async (ctx, out) => {
      ctx.type = "text";
      ctx.body = `${out.error}: ${out.error_description}`;
    },
    // The provider's own fetch refuses loopback addresses, which is where the relying parties of tests are.
    fetch: (address, { dispatcher, ...options }) => fetch(address, options),
  });
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.oidc?.route !== "token") return;
    const { grant_type, refresh_token } = ctx.oidc.params ?? {};
    if (grant_type === "refresh_token") kept.given.isBrought(refresh_token);
    kept.given.gives(ctx.oidc.entities.Account?.accountId, ctx.body ?? {});
  });
  provider.on("server_error", (_ctx, error) => console.error(error));
  return provider;
}

/** Consent without asking: everything that the request wants is granted. */
async function loadExistingGrant(ctx) {
  const { client, session, params, provider } = ctx.oidc;
  const known = session.grantIdFor(client.clientId);
  const grant =
    (known && (await provider.Grant.find(known))) ??
    new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(params.scope);
  await grant.save();
  return grant;
}

async function logoutSource(ctx, form) {
  const button = `<button autofocus type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>`;
  ctx.body = `<!doctype html><html lang="en"><title>Sign out</title><h1>Sign out?</h1>${form}${button}</html>`;
}

async function postLogoutSuccessSource(ctx) {
  ctx.body = `<!doctype html><html lang="en"><title>Signed out</title><h1>Signed out</h1></html>`;
}
