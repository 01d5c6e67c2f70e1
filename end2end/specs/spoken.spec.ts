// What a screen reader has to say of each page, in its order: roles, names, levels of headings.
import { expect, signIn, test } from "../support/test.js";
import { test as deskTest } from "../support/desk.js";
import { run } from "../support/pages.js";
import { looks } from "../support/tour.js";

test("what is around every page", async ({ context, company }) => {
  const page = await signIn(context, company, await company.newcomer(), "/history");
  await expect(page.locator("body")).toMatchAriaSnapshot(`
    - link "Skip to content":
      - /url: "#main"
    - banner:
      - link "Deskside":
        - /url: /
      - navigation "Main":
        - link "Overview"
        - link "History"
      - search:
        - searchbox "Say it in your own words"
        - button "Search"
      - link /.+/:
        - /url: /sign-ins
      - button "Sign out"
    - main:
      - heading "History" [level=1]
      - paragraph: Every fix that you started, the latest first.
      - paragraph: You have not run a fix yet.
      - link "Go to the overview"
    - status
    - contentinfo:
      - paragraph: Deskside · Your devices, and what helps them
      - link "Where you are signed in"
      - form "Language":
        - button "English"
        - button "Deutsch"
        - button "Français"
  `);
});

test("home", async ({ context, company }) => {
  const person = await company.newcomer();
  const name = person.devices[0]!.name;
  const page = await signIn(context, company, person);
  await expect(page.getByRole("link", { name })).toBeVisible();
  await expect(page.locator("main")).toMatchAriaSnapshot(`
    - heading /.+/ [level=1]
    - paragraph: /.+/
    - region "What is wrong?":
      - heading "What is wrong?" [level=2]
      - search:
        - searchbox "Say it in your own words"
        - button "Search"
      - heading "Overall experience" [level=3]
      - list:
        - listitem:
          - link "Check my whole device":
            - /url: /topics/device-check
      - heading "Storage" [level=3]
      - list:
        - listitem:
          - link "My disk is full"
        - listitem:
          - link "OneDrive does not sync"
    - region "Your devices":
      - heading "Your devices" [level=2]
      - article:
        - heading "${name}" [level=3]:
          - link "${name}"
        - paragraph: /.+/
        - paragraph: Online
        - paragraph: /\\d+ of 100/
    - region "Recent fixes":
      - heading "Recent fixes" [level=2]
      - paragraph: You have not run a fix yet.
  `);
});

test("device", async ({ context, company }) => {
  const person = await company.newcomer();
  const device = person.devices[0]!;
  const page = await signIn(context, company, person, `/devices/${device.collector_uid}`);
  // Daily figures come a moment after the page.
  await expect(page.getByRole("img", { name: /^Experience score, \d+ days: from \d+ to \d+$/ })).toBeVisible({ timeout: 20_000 });
  await expect(page.locator("main")).toMatchAriaSnapshot(`
    - heading "${device.name}" [level=1]
    - paragraph: /.+/
    - list:
      - listitem: Online
      - listitem: /Laptop|Desktop|Virtual desktop/
    - region "Experience score":
      - paragraph: /\\d+ of 100/
      - heading "Experience score" [level=2]
      - text: /Good|Average|Poor/
      - paragraph:
        - time: /.+/
        - text: · computed once a day
      - group: What it is made of
      - group: /\\d+ days as a table/
    - region "Storage":
      - heading "Storage" [level=2]
      - article:
        - heading "Free disk space" [level=3]
        - text: /Good|Average|Poor/
        - paragraph: /.+ GB of .+ GB/
        - meter "Free disk space"
        - img /^Free disk space, \\d+ days/
        - paragraph:
          - time: /just now|ago/
          - text: · live from Nexthink
  `);
  const valued = page.getByRole("meter", { name: "Free disk space" });
  await expect(valued).toHaveAttribute("aria-valuetext", /^[\d.]+\sGB of [\d.]+\sGB$/);
});

test("topic, and the look at it while it goes on and when it has ended", async ({ context, company }) => {
  const person = await company.newcomer();
  const device = person.devices[0]!;
  const page = await signIn(context, company, person, `/topics/battery?device=${device.collector_uid}`);
  await expect(page.locator("main")).toMatchAriaSnapshot(`
    - paragraph:
      - link "Overview":
        - /url: /
    - button "Add to favourites"
    - heading "My battery does not last" [level=1]
    - paragraph: We read on your device how worn the battery is, and look at what keeps it busy.
    - region "What we look at":
      - heading "What we look at" [level=2]
      - list:
        - listitem: Capacity of the battery
        - listitem: Processor
      - paragraph: Looking changes nothing on your device.
      - paragraph: /${device.name} · .+/
      - button "Check my device"
    - region "What you can do yourself":
      - heading "What you can do yourself" [level=2]
      - list:
        - listitem: /.+/
    - group: Why this happens
  `);

  await company.holdsExecutions();
  await looks(page, company, device, "battery");
  await expect(page.locator("main")).toMatchAriaSnapshot(`
    - paragraph:
      - link "My battery does not last"
    - region "Looking at ${device.name}":
      - paragraph: ${device.name}
      - heading "Looking at ${device.name}" [level=1]
      - paragraph: 1 of 2 looked at
      - progressbar "1 of 2 looked at"
      - paragraph: You can close this page. It goes on.
    - region "What we looked at":
      - heading "What we looked at" [level=2]
      - list:
        - listitem:
          - heading "Capacity of the battery" [level=3]
          - text: Looking
        - listitem:
          - heading "Processor" [level=3]
          - text: /Fine|Found/
  `);
  await company.releasesExecutions();
  await expect(page.getByRole("progressbar")).toHaveCount(0, { timeout: 30_000 });
  await expect(page.locator("main")).toMatchAriaSnapshot(`
    - region:
      - paragraph: ${device.name}
      - heading /.+/ [level=1]
    - region "What we looked at":
      - heading "What we looked at" [level=2]
      - list:
        - listitem:
          - heading "Capacity of the battery" [level=3]
          - text: /Fine|Found|Not known/
        - listitem:
          - heading "Processor" [level=3]
          - text: /Fine|Found/
      - paragraph:
        - text: At
        - time: /\\d+:\\d+/
  `);
  // Whoever cannot see it is told.
  await expect(page.getByRole("status")).not.toBeEmpty();
});

test("execution, while it runs and at its end", async ({ context, company }) => {
  const person = await company.newcomer();
  const device = person.devices[0]!;
  const page = await signIn(context, company, person);
  await company.holdsExecutions();
  await run(page, company, device, "check-startup");
  await expect(page.locator("main")).toMatchAriaSnapshot(`
    - paragraph:
      - link "Back to ${device.name}"
    - region:
      - paragraph: See what slows the start · ${device.name}
      - text: /.+/
      - heading /.+/ [level=1]
      - paragraph:
        - text: /\\d+:\\d+ of about 1 min/
        - time: /\\d+:\\d+/
    - region "Steps":
      - heading "Steps" [level=2]
      - list:
        - listitem:
          - text: Sent to Nexthink (done)
        - listitem: /\\((now|done)\\)/
        - listitem: /.+/
      - paragraph: You can close this page. It goes on.
    - paragraph:
      - 'link "Receipt: everything that is kept about this run"'
  `);
  // Seen, so that there is a time to be told: a device that picks up and ends between two looks leaves none.
  await expect(page.getByRole("listitem").filter({ hasText: "Picked up by the device" }).getByRole("time")).toBeVisible({
    timeout: 45_000,
  });
  await company.releasesExecutions();
  await expect(page.locator(".execution")).not.toHaveClass(/tone-open/, { timeout: 45_000 });
  await expect(page.locator("main")).toMatchAriaSnapshot(`
    - region "Done":
      - paragraph: See what slows the start · ${device.name}
      - text: Done
      - heading "Done" [level=1]
      - paragraph: /.+/
      - paragraph:
        - text: /Took .+/
        - time: /\\d+:\\d+/
    - region "Steps":
      - heading "Steps" [level=2]
      - list:
        - listitem:
          - text: Sent to Nexthink (done)
          - time: /\\d+:\\d+:\\d+/
        - listitem:
          - text: Picked up by the device (done)
          - time: /\\d+:\\d+:\\d+/
    - region "Did this help?":
      - heading "Did this help?" [level=2]
      - button "Yes"
      - button "No"
    - region "What came back":
      - heading "What came back" [level=2]
      - table:
        - rowgroup:
          - row "Name Value":
            - columnheader "Name"
            - columnheader "Value"
  `);
  await expect(page.getByRole("status")).toHaveText("Done");
});

deskTest("hand-over", async ({ browser, desk }) => {
  const person = await desk.installation.newcomer();
  const page = await desk.opens(browser, person);
  await page.goto(`${desk.url}/hand-over?device=${person.devices[0]!.collector_uid}`);
  await expect(page.locator("main")).toMatchAriaSnapshot(`
    - paragraph: ${person.devices[0]!.name}
    - heading "Hand over to IT" [level=1]
    - paragraph: IT gets a ticket with everything that is known. You need not type it again.
    - paragraph: You may leave this empty. What stands below goes along by itself.
    - textbox "What else should IT know?"
    - button "Send to IT"
    - region "What IT gets":
      - heading "What IT gets" [level=2]
      - paragraph: This, your words, and nothing else.
      - term: Name
      - definition: /.+/
      - term: Account
      - definition: ${person.upn}
      - group: Device ${person.devices[0]!.name}
      - group: /Figures \\d+/
  `);
  await expect(page.getByLabel("What else should IT know?")).toHaveAccessibleDescription(/You may leave this empty/);
  await page.getByRole("button", { name: "Send to IT" }).click();
  await page.waitForURL(/\/hand-overs\//);
  await expect(page.locator(".execution.tone-good")).toBeVisible({ timeout: 30_000 });
  await expect(page.locator("main")).toMatchAriaSnapshot(`
    - paragraph:
      - link "Overview"
    - region /^IT has it/:
      - paragraph: ${person.devices[0]!.name}
      - text: Handed over
      - heading /^IT has it/ [level=1]
      - paragraph: /.+/
      - paragraph:
        - time: /\\d+:\\d+/
      - paragraph:
        - text: Ticket
        - code: /REQ-\\d+/
      - button "Copy text"
    - region "What IT was given":
      - heading "What IT was given" [level=2]
  `);
});
