// Draws the page that a first visit begins with to text, by the planner itself.
//
//   node prerender.mjs FOLDER OUT
//
// FOLDER has the program `prerender` as wasm-bindgen writes it; OUT is the file to write.
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, out] = process.argv.slice(2).map((path) => resolve(path));

// There is no window. What the page asks one while it is drawn is refused, and it does without; only
// the widths of letters have to be about right, since names are cut by them.
class Anything {
  static [Symbol.hasInstance]() {
    return true;
  }
}
const NARROW = /[iljtfrI.,:;|/()[\] -]/;
const WIDE = /[mwMW@%]/;
const width = (letter) => {
  if (NARROW.test(letter)) return 0.3;
  if (WIDE.test(letter)) return 0.86;
  return /[A-Z]/.test(letter) ? 0.68 : 0.56;
};
const context = {
  font: "",
  measureText(letter) {
    return { width: 100 * (this.font.includes("mono") ? 0.6 : width(letter)) };
  },
};
Object.assign(globalThis, {
  Window: Anything,
  Document: Anything,
  HTMLCanvasElement: Anything,
  CanvasRenderingContext2D: Anything,
  document: {
    createElement: () => ({ getContext: () => context }),
    querySelector: () => null,
    documentElement: { hasAttribute: () => false },
  },
  getComputedStyle: () => ({ getPropertyValue: (name) => name.slice(2) }),
  addEventListener: () => {},
  removeEventListener: () => {},
  localStorage: null,
  sessionStorage: null,
  location: new URL("https://example.invalid/"),
});

const program = await import(pathToFileURL(join(folder, "prerender.js")));
await program.default({ module_or_path: await readFile(join(folder, "prerender_bg.wasm")) });
const page = await program.prerender();

// What only a running page needs is left out, and so is what is not known yet: the time of the answer
// and the zoom. The board is shown whole, so its drawing is placed by the style sheet.
const LEFT_OUT = / (?:id|for|title|tabindex|data-(?!pane)[\w-]+|aria-(?:label|describedby|labelledby|controls))="[^"]*"/g;
const CHANGES = [
  [/<span>answered in [^<]*<\/span>/, "<span></span>"],
  [/>100 %</, ">\u2007\u2007\u2007\u2007<"],
  [/ class="drawing unfitted"/, ' class="drawing"'],
  [/<title>.*?<\/title>/g, ""],
  [/<[^>]*>/g, (tag) => tag.replace(LEFT_OUT, "")],
];
const text = CHANGES.reduce((text, [found, put]) => {
  if (text.search(found) < 0) throw new Error(`the page has no ${found}`);
  return text.replace(found, put);
}, page);
await writeFile(out, text);
// What the page has begun, such as its timers, would keep this waiting.
process.exit(0);
