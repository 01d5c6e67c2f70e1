// What tests can make happen: addresses below `/control`, all by POST, all answering JSON.
//
// | address | what |
// | --- | --- |
// | `/control/faults` | plans faults: a list of `{at, kind}`, where `at` is what is asked of a desk (`create`, `find`, `user`, `token`, `attached`, `attach`, …) and `kind` one of `faults.mjs` |
// | `/control/settle` | time passes: what is late is done, and searches see everything |
// | `/control/calm` | planned faults are forgotten |
// | `/control/tickets` | every ticket of every desk |
// | `/control/asked` | every request so far |
// | `/control/revoke` | ServiceNow's access tokens are worth nothing from now on |

/**
 * @param {import("./running.mjs").Running} running
 * @param {string} path
 * @param {Buffer} body
 * @returns {object | undefined} what to answer, or nothing when there is no such address
 */
export function control(running, path, body) {
  const { servicenow, jira, webhook } = running.desks;
  switch (path) {
    case "/control/faults":
      running.faults.plan(JSON.parse(body.toString()));
      return {};
    case "/control/settle":
      running.settle();
      return {};
    case "/control/calm":
      running.faults.forget();
      return {};
    case "/control/tickets":
      return { servicenow: servicenow.tickets, jira: jira.tickets, webhook: webhook.tickets };
    case "/control/asked":
      return { asked: running.asked };
    case "/control/revoke":
      servicenow.revoke();
      return {};
    default:
      return undefined;
  }
}
