// A page of another site with the loader in it, and a stand-in for Deskside's frame: the loader by itself, without a
// server of ours. The page has a policy as strict as there is, and nothing on it may break that policy or throw.
import { readFileSync } from "node:fs";
import { type RequestListener, type Server, createServer } from "node:http";
import { resolve } from "node:path";

import { type Frame, type Page, expect, test as base } from "@playwright/test";

const LOADER = readFileSync(resolve(import.meta.dirname, "../../public/embed.js"));

export interface Message {
  deskside: number;
  type: string;
  [field: string]: unknown;
}

/** Keeps the place of an element until the loader has arrived. */
const RESERVE = "deskside-widget:not(:defined) { display: block; min-height: 480px }";

/** What the frame's document does besides noting what it hears: it says hello, unless its address asks for silence. */
const FRAME = `<!doctype html><meta charset="utf-8"><title>Stand-in</title><script>
  const host = new URLSearchParams(location.search).get("host");
  const heard = [];
  addEventListener("message", ({ data, origin, source }) => heard.push({ data, origin, parent: source === parent }));
  if (!location.pathname.includes("mute")) parent.postMessage({ deskside: 1, type: "hello" }, host);
</script>`;

async function listening(listener: RequestListener): Promise<{ server: Server; port: number }> {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { server, port: (server.address() as { port: number }).port };
}

/** The servers: one is the host page's site, two are Deskside's and a stranger's. */
export class Sites {
  private constructor(
    private readonly servers: Server[],
    private readonly pages: Map<string, string>,
    readonly host: string,
    readonly deskside: string,
    readonly stranger: string,
  ) {}

  static async open(): Promise<Sites> {
    const pages = new Map<string, string>();
    const html = { "content-type": "text/html; charset=utf-8" };
    const frames: RequestListener = (request, response) => {
      if (request.url === "/embed.js") response.writeHead(200, { "content-type": "text/javascript" }).end(LOADER);
      else response.writeHead(200, html).end(FRAME);
    };
    const [deskside, stranger] = [await listening(frames), await listening(frames)];
    const others = [deskside, stranger].map(({ port }) => `http://127.0.0.1:${port}`).join(" ");
    const policy =
      `default-src 'none'; script-src ${others}; frame-src ${others}; style-src 'self'; form-action 'none'; ` +
      "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";
    const host = await listening((request, response) => {
      if (request.url === "/reserve.css") response.writeHead(200, { "content-type": "text/css" }).end(RESERVE);
      else response.writeHead(200, { ...html, "content-security-policy": policy }).end(pages.get(request.url!));
    });
    // Another host name, so that the two are two sites and not only two origins.
    return new Sites(
      [host, deskside, stranger].map(({ server }) => server),
      pages,
      `http://localhost:${host.port}`,
      `http://127.0.0.1:${deskside.port}`,
      `http://127.0.0.1:${stranger.port}`,
    );
  }

  /** The address of a page of the host's site; `$loader` stands for what a page has in its head for the loader. */
  page(html: string): string {
    const path = `/${this.pages.size}`;
    const loader =
      `<link rel="stylesheet" href="/reserve.css"><script src="${this.deskside}/embed.js" async></script>`;
    this.pages.set(path, `<!doctype html><html lang="en"><meta charset="utf-8">${html.replaceAll("$loader", loader)}`);
    return this.host + path;
  }

  async close(): Promise<void> {
    await Promise.all(
      this.servers.map((server) => {
        server.closeAllConnections();
        return new Promise((done) => server.close(done));
      }),
    );
  }
}

declare global {
  // eslint-disable-next-line no-var
  var noted: {
    events: { id: string; type: string; detail: unknown }[];
    messages: unknown[];
    faults: string[];
    /** All layout shift. */
    shift: number;
    /** That which does not follow what somebody has done in a frame, in words. */
    unasked: string[];
  };
}

/** What a host page notes of itself, from before its first script. */
export function notes(): void {
  if (parent !== window) return;
  const noted = { events: [], messages: [], faults: [], shift: 0, unasked: [] } as typeof globalThis.noted;
  globalThis.noted = noted;
  for (const type of ["ready", "resize", "signin", "execution", "error"]) {
    addEventListener(type, (event) => {
      if (event instanceof CustomEvent) {
        noted.events.push({ id: (event.target as Element).id, type, detail: event.detail });
      }
    });
  }
  addEventListener("message", ({ data }) => noted.messages.push(data));
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
    noted.faults.push(`${violatedDirective}: ${blockedURI}`);
  });
  addEventListener("unhandledrejection", (event) => noted.faults.push(`rejection: ${event.reason}`));
  // When the element began to follow one, and when that had been painted.
  const gestures: { from: number; until: number }[] = [];
  addEventListener("resize", (event) => {
    if (!(event instanceof CustomEvent && event.detail.cause === "gesture")) return;
    const gesture = { from: performance.now(), until: Infinity };
    gestures.push(gesture);
    requestAnimationFrame(() => requestAnimationFrame(() => (gesture.until = performance.now())));
  });
  // Where the page was scrolled to at each frame, newest first.
  const frames: { at: number; y: number }[] = [];
  const frame = (at: number) => {
    frames.unshift({ at, y: scrollY });
    frames.length = Math.min(frames.length, 100);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  /** How far the page was scrolled in the frame that was painted at this time. */
  const scrolledBefore = (time: number): number => {
    const [last, before] = frames.filter(({ at }) => at <= time);
    return last && before ? last.y - before.y : 0;
  };
  const inList = (node: Node | null) => !!node?.parentElement?.closest("#events");
  new PerformanceObserver((list) => {
    type Source = { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly };
    type Shift = PerformanceEntry & { value: number; sources: Source[] };
    for (const { startTime, value, sources } of list.getEntries() as Shift[]) {
      noted.shift += value;
      // The browser's own count leaves these out as well, but does not see what is done in the frame of another process.
      const isAsked = gestures.some(({ from, until }) => startTime >= from && startTime <= until);
      // The portal's list of what the widget has said pushes itself down, and loses its last.
      const hasList = sources.some(({ node }) => inList(node));
      const isList = ({ node }: Source) => hasList && (!node?.isConnected || inList(node));
      // Whoever scrolls there in the same moment has not seen it where it was. An entry tells that place as if the page had
      // been scrolled before.
      const scrolled = scrolledBefore(startTime);
      const isUnseen = ({ previousRect: { y, width, height } }: Source) => width * height === 0 || y + scrolled >= innerHeight;
      // One entry tells of a whole frame, in which the list can grow while the page scrolls: each part counts by itself.
      if (isAsked || sources.every((source) => isList(source) || isUnseen(source))) continue;
      const at = ({ x, y, width, height }: DOMRectReadOnly) => `${width}×${height} at ${x},${y}`;
      const moved = sources
        .map(({ node, previousRect, currentRect }) => `${node?.nodeName ?? "what is gone by now"} (${at(previousRect)} to ${at(currentRect)})`)
        .join(", ");
      const times = gestures.map(({ from, until }) => `${from} to ${until}`).join(", ");
      noted.unasked.push(`${value} at ${startTime} of ${moved}, after gestures at ${times}`);
    }
  }).observe({ type: "layout-shift", buffered: true });
}

export const noted = (page: Page) => page.evaluate(() => globalThis.noted);

/** The frame of an element, once it is there. */
export async function frameOf(page: Page, id = "w"): Promise<Frame> {
  const handle = await page.locator(`#${id} iframe`).elementHandle();
  const frame = (await handle!.contentFrame())!;
  await frame.waitForLoadState("load");
  return frame;
}

let said = 0;

/** The frame posts something to the page, and the page has heard it. */
export async function posts(page: Page, frame: Frame, message: unknown): Promise<void> {
  const mark = `mark ${++said}`;
  // Messages of one frame come in their order, so that after the mark everything before it has been heard.
  await frame.evaluate(`for (const one of ${JSON.stringify([message, mark])}) parent.postMessage(one, host)`);
  await page.waitForFunction((mark) => globalThis.noted.messages.includes(mark), mark);
}

/** The frame says something in the words of the loader. */
export async function says(page: Page, frame: Frame, type: string, fields: object = {}): Promise<void> {
  await posts(page, frame, { deskside: 1, type, ...fields });
}

/** What the frame has heard of the loader. */
export async function heard(frame: Frame, type?: string): Promise<Message[]> {
  const all = (await frame.evaluate("heard")) as { data: Message; parent: boolean }[];
  expect(all.every(({ parent }) => parent)).toBe(true);
  return all.map(({ data }) => data).filter((data) => type === undefined || data.type === type);
}

/** How high the element is, in CSS pixels. */
export const height = (page: Page, id = "w") =>
  page.locator(`#${id}`).evaluate((element) => element.getBoundingClientRect().height);

export const test = base.extend<{ quiet: string[] }, { sites: Sites }>({
  sites: [
    async ({}, use) => {
      const sites = await Sites.open();
      await use(sites);
      await sites.close();
    },
    { scope: "worker" },
  ],
  page: async ({ page }, use) => {
    await page.addInitScript(notes);
    await use(page);
  },
  // For every test: no exception, no word on the console, no breach of the page's policy.
  quiet: [
    async ({ page }, use) => {
      const words: string[] = [];
      page.on("console", (message) => words.push(message.text()));
      page.on("pageerror", (error) => words.push(`${error}`));
      await use(words);
      expect(words).toEqual([]);
      if (page.url().startsWith("http")) expect((await noted(page)).faults).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
