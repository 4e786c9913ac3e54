// The contrast of the colours, worked out from the tokens themselves: WCAG 2.2 asks for 4.5:1
// where something is read and for 3:1 where a stroke carries meaning.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { test, expect } from "./fixtures.js";

const tokens = fileURLToPath(new URL("../../static/css/tokens.css", import.meta.url));

/** Each text colour with the grounds on which it is used. */
const TEXT = {
  ink: ["bg", "panel", "vpc", "subnet", "accent-soft", "blocked-soft", "attention-soft"],
  "ink-2": ["bg", "panel", "vpc", "subnet", "accent-soft", "exempt-soft"],
  "ink-3": ["panel", "accent-soft"],
  accent: ["panel", "accent-soft", "exempt-soft", "blocked-soft", "attention-soft"],
  "accent-ink": ["accent"],
  open: ["panel", "open-soft"],
  blocked: ["panel", "blocked-soft"],
  attention: ["panel", "attention-soft"],
  exempt: ["panel", "exempt-soft"],
};

/** Each stroke that carries meaning with the grounds over which it is drawn. */
const STROKES = {
  open: ["bg", "vpc", "subnet", "panel"],
  blocked: ["bg", "vpc", "subnet", "panel"],
  attention: ["bg", "vpc", "subnet", "panel", "attention-soft"],
  exempt: ["bg", "vpc", "subnet", "panel"],
  accent: ["bg", "vpc", "subnet", "panel"],
  "control-line": ["bg", "vpc", "subnet", "panel"],
};

const channel = (value) =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;

function luminance(hex) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
  return 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
}

function contrast(one, other) {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

/** The opaque colours of both themes, by name. */
async function themes() {
  const css = await readFile(tokens, "utf8");
  const pairs = css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g);
  const [light, dark] = [{}, {}];
  for (const [, name, day, night] of pairs) [light[name], dark[name]] = [day, night];
  return { light, dark };
}

function tooFaint(colours, uses, least) {
  return Object.entries(uses).flatMap(([name, grounds]) =>
    grounds
      .map((ground) => [ground, contrast(colours[name], colours[ground])])
      .filter(([, ratio]) => ratio < least)
      .map(([ground, ratio]) => `${name} on ${ground}: ${ratio.toFixed(2)}`),
  );
}

for (const theme of ["light", "dark"]) {
  test(`what is read in the ${theme} theme has 4.5:1`, async () => {
    expect(tooFaint((await themes())[theme], TEXT, 4.5)).toEqual([]);
  });

  test(`what is drawn in the ${theme} theme has 3:1`, async () => {
    expect(tooFaint((await themes())[theme], STROKES, 3)).toEqual([]);
  });
}
