/*
 * <deskside-widget>: IT self-service in another page. `token`, or else the global `desksideToken`, is a function of
 * {reason, error} that resolves to a token of the page's back end.
 */
(() => {
  "use strict";

  const VERSION = 1; // of the messages
  const PATIENCE = 10_000; // ms
  const ATTRIBUTES = "view device remedy topic locale theme tokens height src label".split(" ");

  const script = document.currentScript?.src;
  if (customElements.get("deskside-widget")) return;

  const style = new CSSStyleSheet();
  style.replaceSync(
    `:host, slot, iframe { display: block }
    div { overflow: auto }
    iframe { width: 100%; height: 100%; border: 0 }
    :host([hidden]), [hidden] { display: none }`,
  );

  class Widget extends HTMLElement {
    static observedAttributes = ATTRIBUTES;

    #box = document.createElement("div");
    #slot = document.createElement("slot");
    #height; // of the box, px
    #wanted; // by the frame, px
    #frame;
    #origin; // of the frame
    #listens; // it has said hello
    #waiting = []; // until then
    #changed = ""; // attributes
    #token;
    #early; // comes while the frame does
    #timer;
    #life; // while in the page
    #near = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && this.#load(), {
      rootMargin: "200px",
    });

    constructor() {
      super();
      this.#box.append(this.#slot);
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [style];
      root.append(this.#box);
    }

    connectedCallback() {
      // What was set before hides the accessors.
      for (const [name, value] of Object.entries(this)) {
        if (name in Widget.prototype && delete this[name]) this[name] = value;
      }
      this.#life = new AbortController();
      const options = { signal: this.#life.signal, capture: true };
      addEventListener("message", (event) => this.#hear(event), options);
      addEventListener("scroll", () => this.#fit(), options);
      addEventListener("resize", () => this.#fit(), options);
      this.#near.observe(this);
      this.#slot.hidden = true;
      this.#wanted = 0;
      this.#reserve();
    }

    disconnectedCallback() {
      this.#life.abort();
      this.#unload();
    }

    // moveBefore() keeps the frame.
    connectedMoveCallback() {}

    attributeChangedCallback(name, before, after) {
      if (before === after) return;
      // Changes of one turn are one.
      if (!this.#changed) queueMicrotask(() => this.#change());
      this.#changed += name;
    }

    get token() {
      return this.#token ?? window.desksideToken;
    }

    set token(source) {
      // It may be somebody else.
      const turned = this.#frame && !source === !!this.token;
      this.#token = source;
      this.#early = null;
      if (turned) this.#load();
    }

    // Each resolves when told.
    async go(path) {
      if (!/^\/(?![/\\])/.test(path)) throw new TypeError("a path starts with one slash");
      return this.#tell({ type: "go", path: path + "" });
    }
    refresh() {
      return this.#tell({ type: "refresh" });
    }
    signOut() {
      return this.#tell({ type: "sign-out" });
    }

    #path() {
      const { view } = this;
      const id = (name) => encodeURIComponent(this[name] ?? "");
      const device = id("device");
      if (view === "badge") return "/badge";
      if (view === "device") return device ? "/devices/" + device : "/device";
      const base = view === "remedy" ? "/remedies/" : view === "topic" && "/topics/";
      return base && id(view) ? base + id(view) + (device && "?device=" + device) : "";
    }

    #load() {
      this.#unload();
      let url;
      try {
        url = new URL("/embed" + this.#path(), this.src || script);
      } catch {
        return this.#refuse();
      }
      this.#origin = url.origin;
      const query = { host: location.origin, locale: this.locale, theme: this.theme, identify: this.token && "token" };
      for (const name in query) if (query[name]) url.searchParams.set(name, query[name]);
      const frame = (this.#frame = document.createElement("iframe"));
      frame.allow = "clipboard-write";
      frame.referrerPolicy = "no-referrer";
      frame.src = url;
      this.#early = this.token && this.#ask({ reason: "needed" });
      this.#settle();
      this.#box.append(frame);
      this.#timer = setTimeout(() => this.#refuse(), PATIENCE);
    }

    #unload() {
      this.#near.disconnect();
      clearTimeout(this.#timer);
      this.#frame?.remove();
      this.#frame = undefined;
      this.#listens = false;
    }

    #refuse() {
      if (this.#frame) this.#frame.hidden = true;
      this.#slot.hidden = false;
      this.#say("error", { error: "refused" });
    }

    #change() {
      const changed = this.#changed;
      this.#changed = "";
      if (/height/.test(changed)) this.#reserve();
      if (/src/.test(changed)) this.#near.observe(this);
      if (!this.#frame) return;
      if (/view|device|remedy|topic/.test(changed)) this.go(this.#path() || "/");
      if (/locale|theme|tokens|label/.test(changed)) this.#settle();
    }

    #hear({ data, origin, source }) {
      if (source !== this.#frame?.contentWindow || origin !== this.#origin || data?.deskside !== VERSION) return;
      const { deskside, type, ...detail } = data;
      if (type === "hello") {
        clearTimeout(this.#timer);
        this.#frame.hidden = false;
        this.#slot.hidden = true;
        this.#listens = true;
        this.#settle();
        for (const tell of this.#waiting.splice(0)) tell();
      } else if (type === "token") {
        this.#vouch(detail);
      } else if (/^(ready|resize|signin|execution|error)$/.test(type)) {
        if (type === "ready") this.#early = null;
        if (type === "resize") {
          if (!(detail.height > 0)) return;
          this.#wanted = Math.ceil(detail.height);
          this.#fit(detail.cause === "gesture");
        }
        this.#say(type, detail);
      }
    }

    async #ask(request) {
      try {
        const token = await Promise.race([this.token(request), new Promise((late) => setTimeout(late, PATIENCE))]);
        if (typeof token === "string") return token || null;
      } catch {}
      return null;
    }

    async #vouch(request) {
      const frame = this.#frame;
      const early = request.reason === "needed" && this.#early;
      this.#early = null;
      const token = await (early || this.#ask(request));
      if (this.token && !token) this.#say("error", { error: "no_token" });
      // Another asks for itself.
      if (frame === this.#frame) this.#post({ type: "token", token });
    }

    #settle() {
      const { locale, theme = "auto", tokens = {} } = this;
      this.#frame.title = this.label || "IT self-service";
      this.#frame.style.colorScheme = /^(light|dark)$/.test(theme) ? theme : "";
      if (this.#listens) this.#post({ type: "settings", locale, theme, tokens });
    }

    #tell(message) {
      return new Promise((told) => {
        const tell = () => told(this.#post(message));
        if (this.#listens) tell();
        else this.#waiting.push(tell);
      });
    }

    #post(message) {
      this.#frame.contentWindow?.postMessage({ deskside: VERSION, ...message }, this.#origin);
    }

    #say(type, detail) {
      this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
    }

    #reserve() {
      const usual = this.view === "badge" ? 48 : 480;
      this.#resize(this.height > 0 ? +this.height : usual);
    }

    // Nothing on the screen moves but by a gesture in the frame.
    #fit(gesture) {
      const unseen = () => this.getBoundingClientRect().bottom >= innerHeight;
      if (gesture || (this.#wanted > this.#height && unseen())) this.#resize(this.#wanted);
    }

    #resize(height) {
      this.#height = height;
      this.#box.style.height = height + "px";
    }
  }

  for (const name of ATTRIBUTES) {
    Object.defineProperty(Widget.prototype, name, {
      configurable: true,
      enumerable: true,
      get() {
        const text = this.getAttribute(name) ?? undefined;
        if (name !== "tokens") return text;
        try {
          return JSON.parse(text);
        } catch {}
      },
      set(value) {
        if (value == null) this.removeAttribute(name);
        else this.setAttribute(name, typeof value === "object" ? JSON.stringify(value) : value);
      },
    });
  }

  customElements.define("deskside-widget", Widget);
})();
