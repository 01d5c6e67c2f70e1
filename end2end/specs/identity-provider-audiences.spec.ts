// What is for some people only is offered to them, and does not exist for others.
import { appendFileSync, cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Page } from "@playwright/test";

import { CONTENT } from "../support/installation.js";
import { accountOf, expect, officeWith, signedIn } from "../support/office.js";
import { headline, remedy } from "../support/pages.js";

const content = mkdtempSync(join(tmpdir(), "deskside-e2e-content-"));
cpSync(CONTENT, content, { recursive: true });
appendFileSync(join(content, "remedies/check-battery.yaml"), "\naudiences: [finance]\n");

const test = officeWith(
  (people) => ({
    company: {
      claims: 'upn = "preferred_username"',
      accounts: [accountOf(people[4]!, ["everybody", "grp-controlling"]), accountOf(people[5]!, ["everybody", "finance"])],
    },
  }),
  {
    content,
    sections: async () => '[identity]\nadmins = ["it"]\n[identity.audiences]\nfinance = ["grp-finance", "grp-controlling"]\n',
  },
);

/** Presses the button of one remedy with the name of another, as somebody would who writes the request by hand. */
async function runsInstead(page: Page, shown: string, wanted: string): Promise<string> {
  const answered = await page.locator(`#remedy-${shown} form`).evaluate(
    async (form: HTMLFormElement, wanted) => {
      const fields = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
      fields.set("remedy", wanted);
      const answer = await fetch(form.action, { method: "POST", body: fields, headers: { accept: "text/html" } });
      return answer.url;
    },
    wanted,
  );
  return answered;
}

test("a member of the audience is offered the remedy and runs it", async ({ context, office }) => {
  const person = office.people[4]!;
  const page = await signedIn(context, office, person);
  await page.goto(`${office.url}/devices/${person.devices[0]!.collector_uid}`);
  await expect(remedy(page, "check-battery")).toBeAttached();
  await page.goto(`${office.url}/remedies/check-battery`);
  await remedy(page, "check-battery").locator("button[type=submit]").click();
  await page.waitForURL(/\/executions\//);
  await expect(headline(page)).toHaveText("Done", { timeout: 45_000 });
  expect(await office.installation.triggersOf(page.url())).toHaveLength(1);
});

test("for anybody else it does not exist, however they ask for it", async ({ context, office }) => {
  const person = office.people[5]!;
  const uid = person.devices[0]!.collector_uid;
  const page = await signedIn(context, office, person);
  await page.goto(`${office.url}/devices/${uid}`);
  await expect(remedy(page, "check-startup")).toBeAttached();
  await expect(remedy(page, "check-battery")).toHaveCount(0);

  const before = (await office.installation.triggers()).length;
  const there = new URL(await runsInstead(page, "check-startup", "check-battery"));
  expect(there.searchParams.get("refused")).toBe("not_found");
  // The request is one that works for what is offered.
  expect(await runsInstead(page, "check-startup", "check-startup")).toMatch(/\/executions\//);
  await expect.poll(async () => (await office.installation.triggers()).length).toBe(before + 1);

  for (const path of ["/remedies/check-battery", `/remedies/check-battery?device=${uid}`]) {
    const answer = await page.goto(office.url + path);
    expect(answer!.status()).toBe(404);
    await expect(headline(page)).toHaveText("This page does not exist");
  }
});
