// Pages and windows that are not the portal's get nothing, and are not listened to.
import { type Server, createServer } from "node:http";

import { notes } from "../support/loader.js";
import { expect, noted, test } from "../support/portal.js";

/** A page of another origin, on this machine under this name. */
async function stranger(name: "localhost" | "127.0.0.1", html: string): Promise<{ url: string; server: Server }> {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(`<!doctype html><title>Stranger</title>${html}`);
  });
  await new Promise<void>((done) => server.listen(0, name, done));
  return { url: `http://${name}:${(server.address() as { port: number }).port}`, server };
}

const NAMES = ["localhost", "127.0.0.1"] as const;
for (const name of NAMES) {
  test(`a page of ${name} that is not listed gets nothing`, async ({ page, company, calm }) => {
    const widget = `<script src="${company.url}/embed.js" async></script><deskside-widget><a href="/">Help desk</a></deskside-widget>`;
    const { url, server } = await stranger(name, widget);
    await page.addInitScript(notes);
    await page.clock.install();
    const refused = page.waitForEvent("console", (said) => said.text().includes("frame-ancestors"));
    await page.goto(url);
    await refused;
    await expect(page.getByRole("link", { name: "Help desk" })).toBeHidden();
    await page.clock.runFor(11_000);
    await expect(page.getByRole("link", { name: "Help desk" })).toBeVisible();
    expect((await noted(page)).events.map(({ type, detail }) => ({ type, detail }))).toEqual([
      { type: "error", detail: { error: "refused" } },
    ]);
    // To lie about who one is does not help.
    await page.locator("deskside-widget").evaluate((element, src) => {
      const frame = document.createElement("iframe");
      frame.src = src;
      element.after(frame);
    }, `${company.url}/embed?host=${encodeURIComponent(company.portal)}`);
    await expect.poll(() => calm.filter((said) => said.includes("frame-ancestors")).length).toBe(2);
    for (const frame of page.frames().slice(1)) expect(await frame.content()).not.toContain("data-framed");
    calm.length = 0;
    server.close();
  });
}

/** What a stranger would like the frame, or the portal's page, to do. */
const FORGED = [
  { type: "token", token: "eyJhbGciOiJub25lIn0.e30." },
  { type: "settings", theme: "dark", locale: "de", tokens: { accent: "#ff0000" } },
  { type: "go", path: "/history" },
  { type: "sign-out" },
  { type: "code", code: "forged" },
  { type: "hello" },
  { type: "resize", height: 3000, cause: "gesture" },
  { type: "ready", path: "/", title: "Forged" },
].map((message) => ({ deskside: 1, ...message }));

/** Says it to the frame and to the page around it, from wherever this is run. */
function shout(messages: object[]): void {
  const host = window.opener ?? window.parent;
  for (const message of messages) {
    host.postMessage(message, "*");
    for (let index = 0; index < host.length; index += 1) host[index].postMessage(message, "*");
  }
}

test.describe("where the page's policy lets strangers in", () => {
  test.use({ bypassCSP: true });

  test("other frames and pop-ups are listened to by nobody", async ({ portal, company }) => {
    const { page } = portal;
    const person = company.colleague(8);
    const { url, server } = await stranger("127.0.0.1", "stranger");
    const adds = async (id: string, src: string) => {
      await page.evaluate((made) => document.body.append(Object.assign(document.createElement("iframe"), made)), { id, src });
      const frame = (await (await page.locator(`#${id}`).elementHandle())!.contentFrame())!;
      // Whoever shouts needs a window with a page in it, not its last picture.
      await frame.waitForURL(src, { waitUntil: "commit" });
      await frame.locator("body").waitFor({ state: "attached" });
      return frame;
    };
    await portal.signIn(person);
    await expect(portal.device(person)).toBeVisible();
    // The element's own frame stands in its shadow, where no other window finds it; one without the script can be found.
    const plain = await adds("plain", `${company.url}/embed?host=${encodeURIComponent(company.portal)}`);
    const seen = page.frameLocator("#plain").getByRole("link", { name: person.devices[0]!.name }).first();
    await expect(seen).toBeVisible();
    await plain.evaluate(() => {
      const heard: unknown[] = [];
      addEventListener("message", ({ data }) => heard.push(data.type));
      Object.assign(window, { heard });
    });
    const neighbour = await adds("stranger", url);
    // Deskside itself is not the page around it, either.
    const twin = await adds("twin", `${company.url}/embed`);
    const [popup] = await Promise.all([page.waitForEvent("popup"), page.evaluate((url) => void open(url), url)]);
    await popup.waitForLoadState();

    const height = (await portal.widget.boundingBox())!.height;
    const before = await noted(page);
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    for (const from of [popup, neighbour, twin]) await from.evaluate(shout, FORGED);
    // They have arrived, and nothing came of them.
    await expect.poll(() => plain.evaluate("heard.length")).toBe(3 * FORGED.length);
    const forged = async () => (await noted(page)).messages.filter((one) => (one as { title?: string }).title === "Forged");
    await expect.poll(async () => (await forged()).length).toBe(3);
    expect(requests.filter((address) => address.startsWith(company.url))).toEqual([]);
    expect((await noted(page)).events).toEqual(before.events);
    expect((await portal.widget.boundingBox())!.height).toBe(height);
    await expect(seen).toBeVisible();
    expect(await plain.evaluate(() => ({ ...document.documentElement.dataset, path: location.pathname }))).toMatchObject({
      theme: "auto",
      path: "/embed",
    });
    expect(await plain.evaluate(() => document.documentElement.style.length)).toBe(0);

    // The same words are heard when the page itself says them.
    await page.evaluate((messages) => {
      const frame = document.querySelector<HTMLIFrameElement>("#plain")!;
      for (const message of messages) frame.contentWindow!.postMessage(message, "*");
    }, FORGED.filter(({ type }) => type === "settings" || type === "go"));
    await expect.poll(() => plain.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
    await expect.poll(() => plain.evaluate(() => location.pathname)).toBe("/embed/history");
    server.close();
  });
});

test("a page with the wrong host name in the frame's address hears nothing", async ({ portal, company }) => {
  const person = company.colleague(8);
  await portal.signIn(person);
  await expect(portal.device(person)).toBeVisible();
  // Framed by the portal, but told that the host is somebody else: nobody is told anything, and nobody signed in.
  for (const host of ["http://localhost:1", "https://evil.example", "*", "null"]) {
    const before = (await noted(portal.page)).messages.length;
    await portal.page.evaluate((src) => {
      document.querySelector("#other")?.remove();
      document.body.append(Object.assign(document.createElement("iframe"), { src, id: "other" }));
    }, `${company.url}/embed?identify=token&host=${encodeURIComponent(host)}`);
    const other = portal.page.frameLocator("#other");
    await expect(other.getByRole("button", { name: "Sign in" })).toBeVisible();
    expect((await noted(portal.page)).messages.slice(before)).toEqual([]);
    await expect(other.getByRole("link", { name: person.devices[0]!.name })).toHaveCount(0);
  }
});
