// Pages of another site, each with the loader and nothing else of its own.
import { createServer } from "node:http";

export class HostSite {
  private constructor(readonly url: string) {}

  /** Another host name than Deskside's, so that the two are two sites and not only two origins. */
  static async open(): Promise<HostSite> {
    const server = createServer((request, response) => {
      const deskside = new URL(request.url!, "http://localhost").searchParams.get("deskside")!;
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      response.end(
        `<!doctype html><html lang="en"><title>A portal</title><h1>A portal</h1>
<script src="${encodeURI(deskside)}/embed.js" async></script><deskside-widget></deskside-widget></html>`,
      );
    });
    await new Promise<void>((done) => server.listen(0, "localhost", done));
    // It ends with the worker.
    server.unref();
    const { port } = server.address() as { port: number };
    return new HostSite(`http://localhost:${port}`);
  }

  /** The address of a page that embeds the Deskside at this address. */
  page(deskside: string): string {
    return `${this.url}/?deskside=${encodeURIComponent(deskside)}`;
  }
}
