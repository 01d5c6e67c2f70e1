// Service desks for tests, on a loopback address: ServiceNow's Table API, Jira Service Management and the receiver of
// a webhook, each strict about what its documentation says, and each able to fail in every way.
//
//     node main.mjs '{"users": [{"name": "Jane Doe", "email": "jane@example.com", "user_name": "jane"}]}'
//
// It prints one line of JSON, `{"address": "http://127.0.0.1:…"}`, when it listens, and ends when its standard input
// does, so that it never outlives the test that started it. What it can be told is in `settings.mjs`; what tests can
// make happen, in `control.mjs`. The desks' paths do not overlap: all have the one address.
import { createServer } from "node:http";

import { Running } from "./running.mjs";
import { read } from "./settings.mjs";

const running = new Running(read());
const server = createServer((request, response) => {
  running.answer(request, response).catch((error) => {
    console.error(error);
    if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain" });
    response.end(String(error.message));
  });
});
server.listen(running.settings.port, "127.0.0.1", () => {
  console.log(JSON.stringify({ address: `http://127.0.0.1:${server.address().port}` }));
});
process.stdin.on("end", () => process.exit()).resume();
