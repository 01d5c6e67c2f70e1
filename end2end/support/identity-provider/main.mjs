// An identity provider for tests: the certified oidc-provider on a loopback address, with a login page that asks for
// nothing but a name.
//
//     node main.mjs '{"clients": [{"client_id": "deskside", "client_secret": "…", "redirect_uris": ["http://…"]}],
//                     "accounts": [{"sub": "1", "claims": {"preferred_username": "jane"}}]}'
//
// It prints one line of JSON, `{"issuer": "http://127.0.0.1:…"}`, when it listens, and ends when its standard input
// does, so that it never outlives the test that started it. What it can be told is in `settings.mjs`; what tests can
// make happen, in `control.mjs`.
import { createServer } from "node:http";

import { Running } from "./running.mjs";
import { read } from "./settings.mjs";

// The first line of standard output is the address; what the provider has to say goes beside it.
console.info = console.error;

const settings = read();
let running;
const server = createServer((request, response) => {
  running.answer(request, response).catch((error) => {
    console.error(error);
    if (!response.headersSent) response.writeHead(400, { "content-type": "text/plain" });
    response.end(String(error.message));
  });
});
server.listen(settings.port, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  running = new Running(issuer, settings);
  console.log(JSON.stringify({ issuer }));
});
process.stdin.on("end", () => process.exit()).resume();
