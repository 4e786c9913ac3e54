// <elb-plan>: a plan of the ELB Rule Planner within any page. See docs/embedding.md.
(() => {
  const script = document.currentScript;
  if (customElements.get("elb-plan")) return;
  const home = script?.dataset.base || script?.src || "";
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    ":host{display:block;margin:1em 0}:host([hidden]){display:none}" +
      "iframe{display:block;width:100%;border:0;border-radius:10px}slot{display:none}" +
      "@media print{iframe{display:none}slot{display:contents}}",
  );
  const prefers = matchMedia("(prefers-color-scheme:dark)");
  const shown = new Set();

  // Follows the colours that the page names, else the ground behind the element.
  const theme = (element) => {
    for (const { dataset, classList } of [document.body, document.documentElement]) {
      const words = [dataset.mdColorScheme, dataset.theme, dataset.bsTheme, ...classList];
      for (const word of words) {
        if (/^(dark|slate|coal|navy|ayu)$/.test(word)) return "dark";
        if (/^(light|default|rust)$/.test(word)) return "light";
        if (word === "auto") return prefers.matches ? "dark" : "light";
      }
    }
    for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
      const style = getComputedStyle(at);
      const [r, g, b, alpha = 1] = (style.backgroundColor.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
      if (alpha > 0.5) return r * 3 + g * 6 + b < 1280 ? "dark" : "light";
    }
    const said = getComputedStyle(document.documentElement).colorScheme;
    // The styles do not have what the head says.
    const scheme = said === "normal" ? document.querySelector("meta[name=color-scheme]")?.content : said;
    return /dark/.test(scheme) && (prefers.matches || !/light/.test(scheme)) ? "dark" : "light";
  };
  const language = (element) => element.closest("[lang]")?.lang ?? "";
  const follow = () => shown.forEach((element) => element.dress());
  const soon = () => {
    follow();
    // Colours may change slowly.
    setTimeout(follow, 400);
  };
  prefers.addEventListener("change", soon);
  const changes = new MutationObserver(soon);
  const watched = { attributeFilter: ["class", "lang", "data-theme", "data-md-color-scheme", "data-bs-theme"] };

  addEventListener("message", ({ source, data }) => {
    if (data?.elbPlan !== 1 || !source) return;
    for (const element of shown) if (element.frame.contentWindow === source) element.hear(data);
  });

  class ElbPlan extends HTMLElement {
    static observedAttributes = ["plan", "src", "view", "interactive", "sandboxed", "height", "base"];

    connectedCallback() {
      if (!this.frame) {
        const root = this.attachShadow({ mode: "open" });
        root.adoptedStyleSheets = [sheet];
        this.frame = document.createElement("iframe");
        root.append(this.frame, document.createElement("slot"));
        this.frame.loading = "lazy";
        this.frame.referrerPolicy = "no-referrer";
        this.frame.allow = "clipboard-write; fullscreen";
      }
      shown.add(this);
      changes.observe(document.documentElement, watched);
      changes.observe(document.body, watched);
      this.load();
    }

    disconnectedCallback() {
      shown.delete(this);
    }

    attributeChangedCallback() {
      if (this.isConnected && this.frame) this.load();
    }

    load() {
      const { frame } = this;
      const value = (name) => this.getAttribute(name);
      const sandboxed = this.hasAttribute("sandboxed");
      const parts = [];
      const say = (name, value) => value && parts.push(`${name}=${encodeURIComponent(value)}`);
      // Nothing for a wrong address; the frame says so.
      let wrong;
      const resolve = (name, text) => {
        try {
          return new URL(text, document.baseURI);
        } catch {
          wrong = name;
        }
      };
      say("p", value("plan"));
      if (value("src")) say("u", resolve("src", value("src")));
      const view = value("view") || "both";
      const isView = /^(board|rules|both)$/.test(view);
      if (!isView) console.warn(`elb-plan: no view ${view}`);
      say("view", isView ? view : "both");
      say("theme", theme(this));
      say("lang", language(this));
      parts.push(this.hasAttribute("interactive") ? "interactive" : "readonly");
      const page = sandboxed ? "elb-rule-planner.html" : "index.html";
      const base = resolve("base", value("base") || home);
      frame.title = this.title || "ELB Rule Planner";
      frame.style.height = value("height") || frame.style.height || "420px";
      if (sandboxed) {
        frame.sandbox = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox";
      } else frame.removeAttribute("sandbox");
      if (wrong) {
        frame.srcdoc = `<meta name=color-scheme content=${theme(this)}><p>This plan cannot be shown: the attribute ${wrong} is no address.`;
        return;
      }
      const whole = `${new URL(page, base)}#${parts.join("&")}`;
      if (frame.src !== whole) frame.src = whole;
      // It loads only now if there was one, and once.
      frame.removeAttribute("srcdoc");
    }

    /** Sends the planner a message: what it is to do, and with what. */
    send(action, more) {
      this.frame?.contentWindow?.postMessage({ elbPlan: 1, action, ...more }, "*");
    }

    dress() {
      const now = { theme: theme(this), lang: language(this) };
      if (this.dressed === now.theme + now.lang) return;
      this.dressed = now.theme + now.lang;
      this.send("theme", now);
    }

    hear(data) {
      if (data.event === "init") {
        this.dressed = "";
        this.dress();
      }
      if (data.event === "rendered" && data.height > 0 && !this.hasAttribute("height")) {
        this.frame.style.height = `${Math.min(Math.max(data.height, 120), 4000)}px`;
      }
      this.dispatchEvent(new CustomEvent(`elb-${data.event}`, { detail: data, bubbles: true }));
    }
  }
  customElements.define("elb-plan", ElbPlan);
})();
