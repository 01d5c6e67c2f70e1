// A whole company for a test worker: the real binary in its demo, on free ports, with the simulated tenant inside.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

export interface Device {
  collector_uid: string;
  name: string;
  real: boolean;
  /** Whether every fix can run on it. */
  sound: boolean;
}

export interface Person {
  upn: string;
  name: string;
  user_name: string;
  sid: string;
  department: string;
  devices: Device[];
}

export interface Trigger {
  endpoint: string;
  devices: string[];
  parameters: Record<string, string>;
  external_reference?: string;
  request_id: string;
}

export interface Fault {
  endpoint: string;
  kind: "status" | "delay" | "drop_before" | "drop_after" | "malformed";
  status?: number;
  retry_after?: string;
  delay_ms?: number;
  count?: number;
}

export function binary(): string {
  const named = process.env.DESKSIDE_BIN ?? resolve(import.meta.dirname, "../../target/debug/deskside");
  if (!existsSync(named)) throw new Error(`there is no ${named}; run \`cargo xtask build\``);
  return named;
}

/** How many people specs share; whoever comes after them is met once. */
const COLLEAGUES = 14;

export class Company {
  private came = 0;
  private constructor(
    private readonly process: ChildProcess,
    readonly url: string,
    /** An intranet of another site that embeds it, and vouches for the same people. */
    readonly portal: string,
    private readonly control: string,
    readonly people: Person[],
  ) {}

  /** `more` are further words of the command line. */
  static async start(...more: string[]): Promise<Company> {
    const free = "127.0.0.1:0";
    const args = ["demo", "--listen", free, "--sim-listen", free, "--sim-control", free, ...more];
    const child = spawn(binary(), [...args, "--time-scale", "4", "--people", "120", "--scratch-mb", "256"], {
      stdio: ["ignore", "pipe", process.env.DESKSIDE_E2E_LOG ? "inherit" : "ignore"],
      env: { ...process.env, DESKSIDE_LOG: "info" },
    });
    const said = await new Promise<string>((found, failed) => {
      createInterface({ input: child.stdout! }).once("line", found);
      child.once("exit", (code) => failed(new Error(`deskside ended with ${code} before it said where it is`)));
    });
    const { url, portal_url, control_url } = JSON.parse(said) as Record<"url" | "portal_url" | "control_url", string>;
    const people = (await (await fetch(`${control_url}/people`)).json()) as Person[];
    return new Company(child, url, portal_url, control_url, people);
  }

  async stop(): Promise<void> {
    const ended = new Promise((done) => this.process.once("exit", done));
    this.process.kill("SIGTERM");
    await ended;
  }

  /** The person whose device is the machine that this runs on. */
  get owner(): Person {
    return this.people.find((person) => person.devices.some((device) => device.real))!;
  }

  get realDevice(): Device {
    return this.owner.devices.find((device) => device.real)!;
  }

  /** Somebody whose device has been offline for days: the fourth person's first. */
  get away(): { person: Person; device: Device } {
    const person = this.people[3]!;
    return { person, device: person.devices[0]! };
  }

  /**
   * Somebody whom the sign-in offers, who owns no real device and whose devices are all online; each index is another
   * person.
   */
  colleague(index: number): Person {
    const offered = this.people.slice(0, COLLEAGUES);
    return offered.filter((person) => person !== this.owner && person !== this.away.person)[index]!;
  }

  /** Somebody of whom nobody has known anything, and on whose devices, which are all online, nothing has run. */
  async newcomer(): Promise<Person> {
    // Some devices are set up so that they refuse some fixes.
    let person: Person;
    do person = this.people[COLLEAGUES + this.came++]!;
    while (!person.devices.every((device) => device.sound));
    for (const device of person.devices) await this.tell("POST", `/devices/${device.collector_uid}/online`);
    return person;
  }

  /** Whether everybody's devices are learned. */
  async knowsEverybody(): Promise<boolean> {
    return /^directory: .*devices/m.test(await (await fetch(`${this.url}/readyz`)).text());
  }

  private async tell(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(this.control + path, {
      method,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    const text = await answer.text();
    return text ? JSON.parse(text) : undefined;
  }

  /** Everything that was ever triggered in the tenant on this device. */
  async triggersOn(device: Device): Promise<Trigger[]> {
    const stats = (await this.tell("GET", "/stats")) as { triggers: Trigger[] };
    return stats.triggers.filter((trigger) => trigger.devices.includes(device.collector_uid));
  }

  /** Everything that was ever triggered in the tenant for the execution at this address. */
  async triggersOf(address: string): Promise<Trigger[]> {
    const id = new URL(address).pathname.split("/")[2]!;
    const stats = (await this.tell("GET", "/stats")) as { triggers: Trigger[] };
    return stats.triggers.filter((trigger) => trigger.external_reference === id);
  }

  async breaks(fault: Fault): Promise<void> {
    await this.tell("POST", "/faults", fault);
  }

  async mends(): Promise<void> {
    await this.tell("DELETE", "/faults");
  }

  async bringsBack(device: Device): Promise<void> {
    await this.tell("POST", `/devices/${device.collector_uid}/online`);
  }

  async fillsScratch(): Promise<void> {
    await this.tell("POST", "/scratch/fill");
  }

  async holdsExecutions(): Promise<void> {
    await this.tell("POST", "/executions/hold");
  }

  async releasesExecutions(): Promise<void> {
    await this.tell("POST", "/executions/release");
  }

  /** What people do when a campaign asks them on their device. */
  async peopleAnswer(answer: "agree" | "decline" | "ignore" | "manual"): Promise<void> {
    await this.tell("POST", "/campaigns/mode", { answer });
  }

  /** Somebody who is asked on this device answers. */
  async answersOn(device: Device, answer: "agree" | "decline"): Promise<void> {
    const asked = (await this.triggersOn(device)).at(-1)!;
    await this.tell("POST", `/executions/${asked.request_id}/answer`, { answer });
  }

  async passes(seconds: number): Promise<void> {
    await this.tell("POST", "/clock/advance", { seconds });
  }
}
