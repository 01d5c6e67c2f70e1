// What tests can make happen: addresses below `/control`, all by POST, all answering JSON.
//
// | address | what |
// | --- | --- |
// | `/control/accounts/<sub>/end-sessions` | signs the account out everywhere; relying parties hear it by back-channel logout |
// | `/control/accounts/<sub>/disable` | shuts the account out; its refresh tokens are worth nothing |
// | `/control/accounts/<sub>/enable` | lets it in again |
// | `/control/keys/rotate` | signs with new keys from now on; the old ones stay published |
// | `/control/sign` | signs the claims in the body as a logout token, whatever they say |
// | `/control/given` | which tokens it has given so far, and whose refresh tokens were brought back |

import { text } from "./interaction.mjs";

/**
 * @param {import("./running.mjs").Running} running
 * @param {string} path
 * @param {import("node:http").IncomingMessage} request
 * @returns {Promise<object | undefined>} what to answer, or nothing when there is no such address
 */
export async function control(running, path, request) {
  if (path === "/control/keys/rotate") {
    running.rotateKeys();
    return {};
  }
  if (path === "/control/sign") return { token: running.signs(JSON.parse(await text(request))) };
  if (path === "/control/given") return running.given.told();
  const [, sub, what] = /^\/control\/accounts\/([^/]+)\/([a-z-]+)$/.exec(path) ?? [];
  switch (what) {
    case "end-sessions":
      return { told: await endSessions(running, decodeURIComponent(sub)) };
    case "disable":
      running.accounts.disable(decodeURIComponent(sub));
      running.memory.forget(decodeURIComponent(sub), ["RefreshToken", "AccessToken", "Grant"]);
      return {};
    case "enable":
      running.accounts.enable(decodeURIComponent(sub));
      return {};
    default:
      return undefined;
  }
}

/** Ends the sessions of an account, and says what each relying party answered to its logout token. */
async function endSessions({ provider, memory }, sub) {
  const told = [];
  const sessions = [...memory.records("Session").values()].filter((session) => session.accountId === sub);
  for (const session of sessions) {
    for (const [clientId, { sid }] of Object.entries(session.authorizations ?? {})) {
      const client = await provider.Client.find(clientId);
      if (!client?.backchannelLogoutUri) continue;
      const error = await client.backchannelLogout(sub, sid).then(
        () => undefined,
        (failure) => failure.message,
      );
      told.push({ client_id: clientId, sid, ...(error && { error }) });
    }
  }
  memory.forget(sub, ["Session", "Grant", "RefreshToken", "AccessToken"]);
  return told;
}
