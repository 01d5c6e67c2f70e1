// Runs in every framed document: speaks with the host page, signs in, and moves between pages without losing the
// bearer, which lives in this closure only. The Wasm, once it is there, reaches it by `window.deskside`.
(() => {
  "use strict";
  const BASE = "/embed";
  // What every address in this frame carries in its query.
  const CARRIED = ["host", "locale", "theme", "identify"];
  const root = document.documentElement;
  const { host, identify } = root.dataset;
  const byId = (id) => document.getElementById(id);

  // The Wasm begins when the browser is idle, which one that takes a new frame for hidden is every ten seconds only.
  const { requestIdleCallback } = window;
  if (requestIdleCallback) window.requestIdleCallback = (then) => requestIdleCallback(then, { timeout: 1000 });

  // Messages go to the host page's origin and to no other. Says whether there is somebody to tell.
  const tell = (type, more) => {
    if (!host || parent === window) return false;
    parent.postMessage({ deskside: 1, type, ...more }, host);
    return true;
  };

  // Addresses

  const address = (to) => {
    const url = new URL(to, location);
    const here = new URLSearchParams(location.search);
    for (const name of CARRIED) if (here.has(name)) url.searchParams.set(name, here.get(name));
    return url;
  };
  const isInside = (url) => url.origin === location.origin && `${url.pathname}/`.startsWith(`${BASE}/`);
  const carry = (name, value) => {
    const url = new URL(location);
    url.searchParams.set(name, value);
    history.replaceState(null, "", url);
  };
  // The path inside the frame, without what is carried.
  const innerPath = (to = location) => {
    const url = new URL(to);
    for (const name of CARRIED) url.searchParams.delete(name);
    return (url.pathname.slice(BASE.length) || "/") + url.search;
  };

  // Signing in

  let bearer;
  let said;
  let answer;
  let renewing;
  let popup;

  // Tells the host page how things stand. That it is over is news only where somebody was signed in.
  const stands = (state, error) => {
    if (state !== "over" || !said || said === "done") tell("signin", error ? { state, error } : { state });
    said = state;
  };

  // Asks the host page for a token. `null` when it has none or says nothing.
  const ask = (reason, error) =>
    new Promise((resolve) => {
      if (!tell("token", error ? { reason, error } : { reason })) return resolve(null);
      answer = resolve;
      setTimeout(() => answer === resolve && hostSays.token({}), identify ? 12_000 : 2_000);
    });

  // Begins a session with a token or a code. Answers the code of what was wrong. Where cookies are not kept, or did not
  // hold, the session has a bearer instead.
  const enter = async (given, quiet) => {
    const cookies = !quiet && document.cookie.includes("deskside-probe=1");
    const path = (location.pathname.slice(BASE.length) || "/") + location.search;
    let response, text;
    try {
      response = await fetch(`${BASE}/session`, {
        method: "POST",
        headers: { "content-type": "application/json", "accept-language": root.lang },
        body: JSON.stringify({ token: null, code: null, ...given, path, cookies }),
      });
      text = await response.text();
    } catch {
      return "offline";
    }
    if (!response.ok) {
      try {
        return String(JSON.parse(text).error);
      } catch {
        return "internal";
      }
    }
    bearer = response.headers.get("deskside-bearer");
    // What somebody else began is neither shown nor repeated as whoever sits there now.
    const isOther = !!root.dataset.person && !text.includes(`data-person="${root.dataset.person}"`);
    stands("done");
    if (!quiet || isOther) show(text);
    if (quiet && isOther) return "somebody_else";
  };

  const renew = () =>
    (renewing ??= (async () => {
      const token = !byId("connect") && (await ask("expired"));
      const error = token ? await enter({ token }, true) : "over";
      if (error) stands("over");
      return !error;
    })().finally(() => (renewing = null)));

  // As `fetch`, as whoever is signed in here. A session that is over is renewed once.
  const load = async (url, init = {}) => {
    const send = () =>
      fetch(url, { ...init, headers: bearer ? { ...init.headers, authorization: api.authorization() } : init.headers });
    const response = await send();
    return response.status === 401 && (await renew()) ? send() : response;
  };

  // Offers the sign-in by hand.
  const offer = (error) => {
    const box = byId("connect");
    if (!box) return;
    byId("connect-busy").hidden = true;
    byId("connect-offer").hidden = false;
    explain(error);
    stands(error ? "refused" : "needed", error);
    ready();
  };

  const explain = (error) => {
    const said = byId("connect").dataset;
    byId("connect-why").textContent = error ? (said[error] ?? said.other.replace("{code}", () => error)) : "";
  };

  const connect = async (reason, given) => {
    byId("connect-busy").hidden = false;
    byId("connect-offer").hidden = true;
    const token = given ?? (await ask(reason.why, reason.error));
    if (!byId("connect")) return;
    const error = token && (await enter({ token }));
    // A fresh token may do what an old one could not, once.
    if (/^(expired|replayed|not_yet_valid)$/.test(error) && reason.why !== "refused") {
      return connect({ why: "refused", error });
    }
    if (error || !token) offer(error);
  };

  const begin = () => (byId("connect") ? connect({ why: "needed" }) : ready());

  // Pages

  let shown;
  const ready = () => tell("ready", { path: (shown = innerPath()), title: document.title });

  const lost = (form) => {
    const failed = form?.querySelector(".run-error");
    if (failed) failed.textContent = form.dataset.broke;
    byId("connection-text").textContent = byId("words").dataset.offline;
    byId("connection").hidden = false;
    tell("error", { error: "offline" });
  };

  // Puts another document's page in place of this one. `kept`: it is the same page, so what was filled in stays.
  const show = (html, { to = location, push, kept } = {}) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const live = page.getElementById("live");
    if (!live) return false;
    history[push ? "pushState" : "replaceState"](null, "", to);
    const { lang } = page.documentElement;
    for (const id of lang === root.lang ? ["top"] : ["skip", "top", "words", "connection"]) {
      byId(id).replaceWith(page.getElementById(id));
    }
    root.lang = lang;
    const person = page.documentElement.dataset.person ?? "";
    const isSame = person === root.dataset.person;
    root.dataset.person = person;
    document.title = page.title;
    byId("connection").hidden = true;
    if (kept && isSame && api.swap) {
      api.swap(page);
    } else {
      byId("live").replaceWith(live);
      scrollTo(0, 0);
      // Whoever is elsewhere in the host page stays there.
      if (document.hasFocus()) byId("main").focus({ preventScroll: true });
      byId("status").textContent = document.title;
      const target = byId(location.hash.slice(1));
      // As the browser does where it goes to a page by itself.
      const around = target?.closest("details");
      if (around) around.open = true;
      target?.scrollIntoView();
    }
    api.shown?.();
    begin();
    return true;
  };

  let turn = 0;
  const visit = async (to, how = {}) => {
    const mine = ++turn;
    try {
      const response = await load(to, { ...how.init, headers: { accept: "text/html" } });
      const html = await response.text();
      if (mine !== turn) return;
      // What was posted and did not lead elsewhere has no address of its own.
      const there = address(response.redirected ? response.url : how.init ? location : to);
      if (isInside(there) && show(html, { ...how, to: there })) return true;
    } catch {}
    lost(how.form);
  };
  const post = async (to, body, form) => {
    const isOut = new URL(to, location).pathname === `${BASE}/sign-out`;
    if ((await visit(to, { push: true, form, init: { method: "POST", body } })) && isOut) {
      bearer = null;
      stands("over");
    }
  };
  const save = async (link) => {
    const response = await load(link.href);
    if (!response.ok) return lost();
    const file = document.createElement("a");
    file.href = URL.createObjectURL(await response.blob());
    file.download = link.download;
    file.click();
    setTimeout(URL.revokeObjectURL, 60_000, file.href);
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("#connect-sign-in")) {
      popup = open("/sign-in?popup=1", "deskside", "popup,width=520,height=680");
      explain(popup ? "" : "popup_blocked");
    }
    if (event.target.closest("#connect-retry")) begin();
    const link = event.target.closest("a[href]");
    const elsewhere = event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!link || link.target || elsewhere || event.defaultPrevented) return;
    const to = address(link.href);
    if (!isInside(to)) {
      link.target = "_blank";
      link.rel = "noopener";
    } else if (!to.hash || innerPath(to) !== innerPath()) {
      event.preventDefault();
      if (link.download) save(link).catch(() => lost());
      else visit(to, { push: true });
    }
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    // The Wasm posts what is started; before it is there, nothing that was pressed may be lost.
    if (event.defaultPrevented || (api.swap && "working" in form.dataset)) return;
    event.preventDefault();
    const fields = new URLSearchParams(new FormData(form, event.submitter));
    if (form.method !== "get") return post(form.getAttribute("action"), fields, form);
    const to = address(form.getAttribute("action"));
    for (const [name, value] of fields) to.searchParams.set(name, value);
    visit(to, { push: true, form });
  });

  // It also happens when only the fragment has changed.
  addEventListener("popstate", () => innerPath() === shown || visit(location.href));

  // Looks

  const COLOURS = ["accent", "on-accent", "ground", "surface", "ink", "soft", "line"];
  const isColour = (value) => /^#([\da-f]{3}|[\da-f]{6}|[\da-f]{8})$/i.test(value);
  const luminance = (colour) => {
    const digits = colour.length === 4 ? colour.replace(/[\da-f]/gi, "$&$&") : colour;
    const [r, g, b] = [1, 3, 5].map((at) => {
      const share = parseInt(digits.slice(at, at + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const dress = (tokens) => {
    const worn = {};
    for (const name of COLOURS) {
      const value = tokens[name];
      if (isColour(value) || (name === "ground" && value === "transparent")) worn[name] = value;
    }
    const { accent } = worn;
    if (accent) {
      // Above this, black has more contrast than white.
      worn["on-accent"] ??= luminance(accent) > 0.179 ? "#000" : "#fff";
      worn["accent-strong"] = "color-mix(in oklab, var(--accent) 80%, var(--ink))";
      worn["accent-soft"] = "color-mix(in oklab, var(--accent) 12%, var(--surface))";
    }
    if (/^([12]?\d|3[012])px$/.test(tokens.radius)) worn.radius = tokens.radius;
    if (typeof tokens.font === "string" && /^[\p{L}\d ,"'-]{1,120}$/u.test(tokens.font)) worn.font = tokens.font;
    for (const name of [...COLOURS, "accent-strong", "accent-soft", "radius", "font"]) {
      root.style.setProperty(`--${name}`, worn[name] ?? "");
    }
  };

  // The host page

  const hostSays = {
    __proto__: null,
    settings({ locale, theme, tokens }) {
      if (["auto", "light", "dark"].includes(theme)) {
        root.dataset.theme = theme;
        carry("theme", theme);
      }
      if (tokens && typeof tokens === "object") dress(tokens);
      if (typeof locale === "string" && /^[a-z]{2,3}(-[a-z\d]{1,8})*$/i.test(locale)) {
        const isNew = locale !== (new URLSearchParams(location.search).get("locale") ?? root.lang);
        carry("locale", locale);
        if (isNew && !byId("connect")) visit(location.href, { kept: true });
      }
    },
    token({ token }) {
      const given = typeof token === "string" && token ? token : null;
      if (answer) answer(given);
      else if (given && byId("connect")) connect({ why: "refused" }, given);
      answer = null;
    },
    go({ path }) {
      if (typeof path !== "string" || !/^\/(?![/\\])/.test(path)) return;
      const to = address(BASE + path.replace(/^\/(?=$|[?#])/, ""));
      if (!isInside(to)) return;
      if (byId("connect")) history.replaceState(null, "", to);
      else visit(to, { push: true });
    },
    refresh: () => (byId("connect") ? begin() : visit(location.href, { kept: true })),
    "sign-out": () => post(address(`${BASE}/sign-out`)),
  };

  addEventListener("message", ({ source, origin, data }) => {
    if (data?.deskside !== 1) return;
    if (source && source === popup && origin === location.origin) {
      if (data.type === "code" && byId("connect")) enter({ code: `${data.code}` }).then((error) => error && offer(error));
    } else if (source === parent && origin === host) {
      hostSays[data.type]?.(data);
    }
  });

  // The height

  let gesture = -Infinity;
  for (const name of ["pointerdown", "keydown"]) {
    addEventListener(name, (event) => (gesture = event.timeStamp), { capture: true, passive: true });
  }
  let height;
  new ResizeObserver(() => {
    const wanted = Math.ceil(document.body.getBoundingClientRect().height);
    if (wanted === height) return;
    height = wanted;
    tell("resize", { height, cause: performance.now() - gesture < 1000 ? "gesture" : "content" });
  }).observe(document.body);

  // For the Wasm, which adds `swap`, to replace what is shown of this page by that of another document and keep what
  // was filled in, and `shown`, to be told that another page is shown.
  const api = {
    authorization: () => bearer && `Bearer ${bearer}`,
    renew,
    go: (to) => visit(to, { push: true }),
    isAlone: () => !!bearer,
    execution(text) {
      const { kind, execution, device, state } = JSON.parse(text);
      if (kind === "execution") tell("execution", { execution, device, state });
    },
  };
  window.deskside = api;

  tell("hello");
  if (!document.cookie.includes("deskside-probe=1")) tell("error", { error: "cookies_blocked" });
  begin();
})();
