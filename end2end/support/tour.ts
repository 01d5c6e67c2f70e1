// Every page that an employee can come to, in a state that stays as it is while it is looked at.
import { type Page, expect } from "@playwright/test";

import type { Company, Device, Person } from "./company.js";
import { run } from "./pages.js";

/** A page by the name under which a spec speaks of it. */
export interface Stop {
  name: string;
  path: string;
}

/** Has a symptom looked at on a device; lands on the page of the look. */
export async function looks(page: Page, site: { url: string }, device: Device, topic: string): Promise<void> {
  await page.goto(`${site.url}/topics/${topic}?device=${device.collector_uid}`);
  await page.locator("#diagnose-button").click();
  await page.waitForURL(/\/diagnoses\//);
}

/** What is under way: a look, and the run that reads for it, which do not go on before the company releases them. */
export async function underWay(page: Page, company: Company, device: Device): Promise<Stop[]> {
  await company.holdsExecutions();
  await looks(page, company, device, "battery");
  const diagnosis = new URL(page.url()).pathname;
  await expect(page.getByRole("progressbar")).toBeVisible();
  await page.goto(`${company.url}/history`);
  await page.locator("main table a").first().click();
  await page.waitForURL(/\/executions\//);
  return [
    { name: "diagnosis, looking", path: diagnosis },
    { name: "execution, under way", path: new URL(page.url()).pathname },
  ];
}

/** Every page of the demonstration that needs no service desk, once everything has ended. */
export async function everywhere(page: Page, company: Company, person: Person): Promise<Stop[]> {
  const device = person.devices[0]!;
  await run(page, company, device, "check-startup");
  // Whatever it comes to, and whatever the language says of it.
  await expect(page.locator(".execution")).not.toHaveClass(/tone-open/, { timeout: 45_000 });
  const execution = new URL(page.url()).pathname;
  await looks(page, company, device, "device-check");
  const found = new URL(page.url()).pathname;
  await expect(page.getByRole("progressbar")).toHaveCount(0, { timeout: 45_000 });
  return [
    { name: "home", path: "/" },
    { name: "device", path: `/devices/${device.collector_uid}` },
    { name: "remedy", path: `/remedies/free-up-space?device=${device.collector_uid}` },
    { name: "execution", path: execution },
    { name: "receipt", path: `${execution}/receipt` },
    { name: "history", path: "/history" },
    { name: "topic", path: `/topics/slow-computer?device=${device.collector_uid}` },
    { name: "topic with self-help only", path: "/topics/printing" },
    { name: "diagnosis", path: found },
    { name: "search", path: "/search?q=slow" },
    { name: "search that finds nothing", path: "/search?q=xyzzy" },
    { name: "search for nothing", path: "/search?q=" },
    { name: "hand-over without a service desk", path: `/hand-over?device=${device.collector_uid}` },
    { name: "privacy", path: "/privacy" },
    { name: "sign-ins", path: "/sign-ins" },
    { name: "nothing here", path: "/nothing-here" },
    { name: "style guide", path: "/styleguide" },
  ];
}
