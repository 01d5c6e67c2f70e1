// The login page: one field for the user name, one button, no password.

const BODY_LIMIT = 10_000;

/**
 * Answers `/interaction/<uid>` (the page, and its form) and `/interaction/<uid>/cancel`.
 *
 * @param {import("oidc-provider").Provider} provider
 * @param {import("./accounts.mjs").Accounts} accounts
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
export async function interact(provider, accounts, request, response) {
  if (request.url.endsWith("/cancel")) {
    const result = { error: "access_denied", error_description: "the person went away" };
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }
  if (request.method !== "POST") return show(response, request.url);
  const name = new URLSearchParams(await text(request)).get("username") ?? "";
  const account = accounts.named(name.trim());
  if (!account) return show(response, request.url, "There is no such account, or it is disabled.");
  const result = { login: { accountId: account.accountId } };
  return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

function show(response, path, complaint = "") {
  const address = path.replace(/[^\w/-]/g, "");
  response.writeHead(complaint ? 422 : 200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  response.end(`<!doctype html>
<html lang="en">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in at the identity provider</title>
<h1>Sign in</h1>
<p role="alert">${complaint}</p>
<form method="post" action="${address}">
  <label>User name <input name="username" autocomplete="username" autofocus required></label>
  <button type="submit">Sign in</button>
</form>
<p><a href="${address}/cancel">Cancel</a></p>
</html>
`);
}

/** @param {import("node:http").IncomingMessage} request */
export async function text(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new Error("the body is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
