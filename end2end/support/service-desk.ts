// The service desks of `service-desk/`, as a process of their own that can go down and come back, without what they had.
import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

export type Kind = "servicenow" | "jira" | "webhook";

/** What is asked of a desk (`create`, `find`, `attach`, …), and how that fails: `service-desk/faults.mjs`. */
export interface Fault {
  at: string;
  kind: string;
}

export interface User {
  name: string;
  email?: string;
  user_name?: string;
}

/** A ticket as its desk keeps it, with the names that its desk has for things. */
export type Ticket = Record<string, unknown>;

/** By what the desks know Deskside: `service-desk/settings.mjs`. */
const PASSWORD = "hush: with & odd % characters";
const API_TOKEN = "hush-token";
const WEBHOOK_SECRET = "whsec_c2VydmljZS1kZXNrLXdlYmhvb2stc2VjcmV0LTAx";

export class ServiceDesk {
  private process?: ChildProcess;
  private port = 0;

  private constructor(private readonly users: User[]) {}

  /** Desks that know these people. */
  static async start(users: User[] = []): Promise<ServiceDesk> {
    const desk = new ServiceDesk(users);
    await desk.comesUp();
    return desk;
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The section that makes a server use one of them. With `password` it does so by another than the desk knows. */
  section(kind: Kind, { more = "", password }: { more?: string; password?: string } = {}): string {
    const specific = {
      servicenow: `instance = "${this.address}"
credentials = { kind = "basic", user = "deskside", password = "${password ?? PASSWORD}" }
caller = { field = "caller_id", by = ["email", "user_name"] }`,
      jira: `site = "${this.address}"
service_desk = "4"
request_type = "25"
on_behalf = true
credentials = { kind = "basic", email = "deskside@example.com", token = "${password ?? API_TOKEN}" }`,
      webhook: `address = "${this.address}/hook"
secret = "${password ?? WEBHOOK_SECRET}"`,
    };
    return `[service_desk]
kind = "${kind}"
${specific[kind]}
${more}
`;
  }

  /** Starts where it was before, if it was. */
  async comesUp(): Promise<void> {
    const main = resolve(import.meta.dirname, "service-desk/main.mjs");
    const settings = JSON.stringify({ users: this.users, port: this.port });
    this.process = spawn(process.execPath, [main, settings], { stdio: ["pipe", "pipe", "ignore"] });
    const said = await new Promise<string>((found, failed) => {
      createInterface({ input: this.process!.stdout! }).once("line", found);
      this.process!.once("exit", (code) => failed(new Error(`the service desk ended with ${code}`)));
    });
    this.port = Number(new URL((JSON.parse(said) as { address: string }).address).port);
  }

  async goesDown(): Promise<void> {
    const gone = new Promise((done) => this.process!.once("exit", done));
    this.process!.kill("SIGKILL");
    await gone;
  }

  /** The next requests of these kinds fail, each once. */
  async plans(...faults: Fault[]): Promise<void> {
    await this.control("faults", faults);
  }

  async tickets(kind: Kind): Promise<Ticket[]> {
    return (await this.control<Record<Kind, Ticket[]>>("tickets"))[kind];
  }

  /** Every request so far, such as `jira create`. */
  async asked(): Promise<string[]> {
    return (await this.control<{ asked: string[] }>("asked")).asked;
  }

  private async control<T>(path: string, body: unknown = {}): Promise<T> {
    const answer = await fetch(`${this.address}/control/${path}`, { method: "POST", body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}
