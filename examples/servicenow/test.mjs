// The scripts of the widget run here on a small stand-in for ServiceNow: node --test
import assert from "node:assert/strict";
import { generateKeyPairSync, randomUUID, sign, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";
import { FILE, build, source } from "./build.mjs";

const PROVIDER = "0123456789abcdef0123456789abcdef";
const key = generateKeyPairSync("rsa", { modulusLength: 2048 });
const base64url = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** What the scripts use of ServiceNow, for one session. */
function instance({ properties = {}, person = {}, groups = [], loggedIn = true, impersonating = false } = {}) {
  const all = { "deskside.address": "https://it.example.com/", "deskside.jwt_provider": PROVIDER,
    "glide.servlet.uri": "https://example.service-now.com/", ...properties };
  const record = { user_name: "robin.lake@example.com", name: "Robin Lake", ...person };
  const world = {
    asked: [],
    Class: { create: () => function () { this.initialize(); } },
    gs: {
      isLoggedIn: () => loggedIn,
      getSession: () => ({ isImpersonating: () => impersonating }),
      getProperty: (name, otherwise) => all[name] ?? otherwise,
      getUserID: () => "me",
      getUser: () => ({ isMemberOf: (name) => groups.includes(name) }),
      generateGUID: () => randomUUID().replaceAll("-", ""),
    },
    GlideRecord: function (table) {
      assert.equal(table, "sys_user");
      this.get = (id) => id === "me";
      this.getValue = (field) => record[field] ?? null;
    },
    sn_auth: {
      // As documented: the payload replaces the provider's claims; exp, iat and, unless given, jti are added.
      GlideJWTAPI: function () {
        this.generateJWT = (provider, header, payload) => {
          assert.equal(provider, PROVIDER);
          const now = Math.floor(Date.now() / 1000);
          const head = { typ: "JWT", alg: "RS256", kid: "2026-1", ...JSON.parse(header ?? "{}") };
          const claims = { aud: "provider", iss: "provider", sub: "provider", jti: randomUUID(),
            ...JSON.parse(payload ?? "{}"), exp: now + 120, iat: now };
          const body = `${base64url(head)}.${base64url(claims)}`;
          return `${body}.${sign("RSA-SHA256", Buffer.from(body), key.privateKey).toString("base64url")}`;
        };
      },
    },
  };
  createContext(world);
  runInContext(source("DesksideToken.js"), world);
  return world;
}

/** The widget's server script; `input` is undefined while the page is made. */
function server(world, input) {
  world.input = input;
  world.data = {};
  runInContext(source("server.js"), world);
  return world.data;
}

/** The claims, once everything that Deskside asks of a token is seen. */
function verified(token) {
  const [head, body, signature] = token.split(".");
  assert.ok(token.length <= 8192);
  assert.ok(verify("RSA-SHA256", Buffer.from(`${head}.${body}`), key.publicKey, Buffer.from(signature, "base64url")));
  const header = JSON.parse(Buffer.from(head, "base64url"));
  assert.deepEqual(header, { typ: "JWT", alg: "RS256", kid: "2026-1" });
  const claims = JSON.parse(Buffer.from(body, "base64url"));
  assert.ok(Number.isInteger(claims.iat) && Number.isInteger(claims.exp));
  assert.ok(claims.exp - claims.iat <= 300 && claims.exp > claims.iat);
  assert.match(claims.jti, /^[!-~]{1,200}$/);
  return claims;
}

test("a token tells who is signed in", () => {
  const claims = verified(server(instance(), { action: "token" }).token);
  assert.equal(claims.iss, "https://example.service-now.com");
  assert.equal(claims.aud, "deskside");
  assert.equal(claims.sub, "robin.lake@example.com");
  assert.equal(claims.name, "Robin Lake");
  assert.equal(claims.groups, undefined);
});

test("each token is another one", () => {
  const world = instance();
  const ids = [1, 2].map(() => verified(server(world, { action: "token" }).token).jti);
  assert.notEqual(ids[0], ids[1]);
});

test("properties say issuer, audience, field and groups", () => {
  const world = instance({
    properties: { "deskside.issuer": "https://portal.example.com", "deskside.audience": "self-service",
      "deskside.user_field": "email", "deskside.groups": "IT admins, Finance ,,Sales" },
    person: { email: "robin@example.com" },
    groups: ["Finance", "Sales", "Not told"],
  });
  const claims = verified(server(world, { action: "token" }).token);
  assert.equal(claims.iss, "https://portal.example.com");
  assert.equal(claims.aud, "self-service");
  assert.equal(claims.sub, "robin@example.com");
  assert.deepEqual(claims.groups, ["Finance", "Sales"]);
});

test("the page itself carries no token", () => {
  const data = server(instance(), undefined);
  assert.deepEqual({ ...data }, { address: "https://it.example.com", refused: "" });
});

for (const [why, session] of Object.entries({
  guest: { loggedIn: false },
  impersonating: { impersonating: true },
  provider: { properties: { "deskside.jwt_provider": "" } },
  identifier: { person: { user_name: " " } },
  address: { properties: { "deskside.address": "" } },
})) {
  test(`no widget, and why: ${why}`, () => {
    assert.equal(server(instance(session), undefined).refused, why);
    if (why !== "address") assert.equal(server(instance(session), { action: "token" }).token, null);
  });
}

/** As much of a page as link() touches. */
function page(lang) {
  const make = (tag) => ({ tag, children: [], attributes: {},
    setAttribute(name, value) { this.attributes[name] = String(value); },
    appendChild(child) { this.children.push(child); } });
  const head = make("head");
  return { head, createElement: make, documentElement: { lang },
    querySelector: () => head.children.find((child) => "data-deskside" in child.attributes) ?? null };
}

test("the widget is in the page, asks the server for its token, and loads its script once", async () => {
  const world = instance();
  const document = page("de");
  const slot = document.createElement("div");
  const scope = { data: server(world, undefined), options: { view: "badge", height: 48, device: "" } };
  const controller = { server: { get: async (input) => ({ data: server(world, input) }) } };
  const api = {};
  const context = createContext({ api, document });
  runInContext(source("client.js"), context);
  api.controller.call(controller, scope);
  runInContext(source("link.js"), context);
  const element = [{ querySelector: (selector) => (selector === ".deskside-slot" ? slot : null) }];
  context.link(scope, element);
  context.link(scope, element);

  assert.deepEqual(document.head.children.map((script) => script.src), ["https://it.example.com/embed.js"]);
  const [widget] = slot.children;
  assert.equal(widget.tag, "deskside-widget");
  assert.deepEqual(widget.attributes, { src: "https://it.example.com", view: "badge", height: "48", locale: "de" });
  assert.equal(verified(await widget.token()).sub, "robin.lake@example.com");
});

test("what a page shows is what its options say", () => {
  const [view] = JSON.parse(source("options.json"));
  const document = page("");
  const shown = view.choices.map(({ value }) => {
    const slot = document.createElement("div");
    const context = createContext({ document });
    runInContext(source("link.js"), context);
    const options = { view: value, device: "d", remedy: "r", topic: "t" };
    context.link({ data: { address: "https://it.example.com" }, options }, [{ querySelector: () => slot }]);
    return slot.children[0].attributes;
  });
  const rest = { src: "https://it.example.com", device: "d", remedy: "r", topic: "t" };
  assert.deepEqual(shown, ["home", "device", "remedy", "topic", "badge"].map((view) => ({ ...rest, view })));
});

test("the update set is the one that build.mjs makes of these sources", () => {
  assert.equal(readFileSync(FILE, "utf8"), build());
});
