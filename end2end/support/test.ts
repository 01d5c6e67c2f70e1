// Every spec imports `test` from here: one company a worker, mended after each test, and no page may complain.
import { type BrowserContext, type Page, expect, test as base } from "@playwright/test";

import { Company, type Person } from "./company.js";

export { expect };

/** Signs in as this person in a browser of their own. */
export async function signIn(context: BrowserContext, company: Company, person: Person, path = "/"): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${company.url}/sign-in?back=${encodeURIComponent(path)}`);
  await page.locator(`button[name=employee][value="${person.upn}"]`).click();
  await page.waitForURL(company.url + path);
  return page;
}

export const test = base.extend<{ calm: string[] }, { company: Company }>({
  company: [
    async ({}, use) => {
      const company = await Company.start();
      await use(company);
      await company.stop();
    },
    { scope: "worker" },
  ],

  // What a page logs as an error or throws fails the test that opened it, unless it takes it out of here.
  calm: [
    async ({ context, company }, use) => {
      const complaints: string[] = [];
      context.on("weberror", (error) => complaints.push(error.error().message));
      context.on("console", (message) => {
        // A browser logs every failed load; pages that are meant to be missing are looked at by their own specs.
        const expected = message.text().startsWith("Failed to load resource");
        if (message.type() === "error" && !expected) complaints.push(message.text());
      });
      await use(complaints);
      await company.releasesExecutions();
      await company.mends();
      await company.peopleAnswer("agree");
      expect(complaints, "what pages complained about").toEqual([]);
    },
    { auto: true },
  ],
});
