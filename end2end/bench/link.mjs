// A slow line between a browser and servers on this machine, as the browser's own developer tools make one: each request
// waits, and all that goes one way shares that way's width. The browser's own throttling is of one process, and a frame of
// another site is another process.
import { createServer, request } from "node:http";

/** A direction of the line. What is sent waits until everything before it has gone through. */
class Way {
  #free = 0;

  /** @param {number} bitsPerSecond */
  constructor(bitsPerSecond) {
    this.bytesPerMs = bitsPerSecond / 8000;
  }

  /** @param {number} bytes @returns {Promise<void>} when they have gone through */
  async passes(bytes) {
    this.#free = Math.max(performance.now(), this.#free) + bytes / this.bytesPerMs;
    const wait = this.#free - performance.now();
    if (wait > 0) await new Promise((gone) => setTimeout(gone, wait));
  }
}

/** What fits into one packet: no answer holds the line for longer. */
const PACKET = 1460;

const headSize = (raw) => raw.reduce((sum, text) => sum + text.length + 2, 40);

export class Link {
  /** @type {{ at: number, bytes: number, path: string }[]} what came down, by the wall clock in ms */
  arrivals = [];
  /** @type {{ at: number, method: string, path: string }[]} what was asked */
  asked = [];
  #servers = [];

  /** @param {{ latencyMs: number, downBitsPerSecond: number, upBitsPerSecond: number }} line */
  constructor(line) {
    this.latencyMs = line.latencyMs;
    this.down = new Way(line.downBitsPerSecond);
    this.up = new Way(line.upBitsPerSecond);
  }

  /** Lets the line end at the server of this port. @returns {Promise<number>} the port at which it begins */
  async to(port) {
    const server = createServer((asked, answer) => {
      this.#carry(port, asked, answer).catch(() => answer.destroy());
    });
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    this.#servers.push(server);
    return server.address().port;
  }

  close() {
    for (const server of this.#servers) {
      server.close();
      server.closeAllConnections();
    }
  }

  async #carry(port, asked, answer) {
    const { method, url: path, headers } = asked;
    this.asked.push({ at: Date.now(), method, path });
    const body = [];
    for await (const chunk of asked) body.push(chunk);
    const sent = Buffer.concat(body);
    const latency = new Promise((passed) => setTimeout(passed, this.latencyMs));
    await this.up.passes(headSize(asked.rawHeaders) + sent.length);
    await latency;
    const answered = await new Promise((found, failed) => {
      const onward = request({ host: "127.0.0.1", port, method, path, headers }, found);
      onward.once("error", failed);
      answer.once("close", () => onward.destroy());
      onward.end(sent);
    });
    await this.#arrives(path, headSize(answered.rawHeaders));
    answer.writeHead(answered.statusCode, answered.headers);
    answer.flushHeaders();
    for await (const chunk of answered) {
      for (let from = 0; from < chunk.length; from += PACKET) {
        const packet = chunk.subarray(from, from + PACKET);
        await this.#arrives(path, packet.length);
        answer.write(packet);
      }
    }
    answer.end();
  }

  async #arrives(path, bytes) {
    await this.down.passes(bytes);
    this.arrivals.push({ at: Date.now(), bytes, path });
  }
}
