// The processor time that the page's main thread spends, and the room that the page takes, as
// Chromium counts them.

/** The kinds of time: all tasks, painting among them, and within them scripts, styles and layout. */
export const KINDS = { all: "TaskDuration", script: "ScriptDuration", style: "RecalcStyleDuration", layout: "LayoutDuration" };

export class Cpu {
  /** Keeps the memories of the modules that a page will load. */
  static async watch(page) {
    await page.addInitScript(() => {
      window.wasmMemories = new Set();
      for (const name of ["instantiate", "instantiateStreaming"]) {
        const load = WebAssembly[name].bind(WebAssembly);
        WebAssembly[name] = async (...args) => {
          const loaded = await load(...args);
          for (const it of Object.values((loaded.instance ?? loaded).exports))
            if (it instanceof WebAssembly.Memory) window.wasmMemories.add(it);
          return loaded;
        };
      }
    });
  }

  /** Counts the processor time of a page's main thread; other processes do not add to it. */
  static async of(page) {
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    return new Cpu(page, session);
  }

  constructor(page, session) {
    this.page = page;
    this.session = session;
  }

  async metrics() {
    const { metrics } = await this.session.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  }

  /** The time that the main thread spends on a piece of work, in milliseconds. */
  async spent(work) {
    const before = await this.metrics();
    await work();
    const after = await this.metrics();
    return Object.fromEntries(
      Object.entries(KINDS).map(([kind, name]) => [kind, (after[name] - before[name]) * 1000]),
    );
  }

  /** Waits until two frames are drawn: by then what follows from an event is painted. */
  async frames() {
    await this.page.evaluate(
      () =>
        new Promise((done) => {
          const next = (then) => requestAnimationFrame(() => setTimeout(then));
          next(() => next(done));
        }),
    );
  }

  /** Waits until nothing is left to be done or written. */
  async idle() {
    await this.page.evaluate(
      () =>
        new Promise((done) => {
          const look = () => {
            const isWritten = document.querySelector(".saved")?.dataset.unwritten === "0";
            if (isWritten) requestIdleCallback(() => done(), { timeout: 5_000 });
            else setTimeout(look, 20);
          };
          requestAnimationFrame(() => setTimeout(look));
        }),
    );
  }

  /** The room that the page takes after its garbage was collected, in bytes and in things. */
  async room() {
    await this.session.send("HeapProfiler.collectGarbage");
    const { JSHeapUsedSize: heap, Nodes: nodes, JSEventListeners: listeners } = await this.metrics();
    return { heap, wasm: await this.wasm(), nodes, listeners };
  }

  /** The bytes of the memories of all WebAssembly modules of the page that [Cpu.watch] has seen. */
  async wasm() {
    return this.page.evaluate(() =>
      [...(window.wasmMemories ?? [])].reduce((sum, it) => sum + it.buffer.byteLength, 0),
    );
  }
}
