// The figures of a run: percentiles, tables, and what they are beside those of another run.
import { KINDS } from "./cpu.mjs";

const PARTS = [50, 95, 99];

/** The figures of one plan, from its samples and counts. */
export function figures({ samples, counts }) {
  const steps = Object.entries(samples).map(([name, list]) => {
    const kinds = Object.keys(KINDS).filter((kind) => kind in list[0]);
    const parts = kinds.map((kind) => {
      const sorted = list.map((sample) => sample[kind]).sort((one, other) => one - other);
      return [kind, Object.fromEntries(PARTS.map((part) => [`p${part}`, percentile(sorted, part)]))];
    });
    return [name, { runs: list.length, ...Object.fromEntries(parts) }];
  });
  return { steps: Object.fromEntries(steps), counts };
}

/** The least value that so many in a hundred do not exceed. */
function percentile(sorted, part) {
  return sorted[Math.max(0, Math.ceil((part / 100) * sorted.length) - 1)];
}

/** Prints the figures of a plan; with those of another run, also how much they are of them. */
export function print(title, { steps, counts }, before) {
  console.log(`\n${title}\n`);
  row("step", "runs", "p50", "p95", "p99", "script", "style", "layout", ...(before ? ["ratio"] : []));
  for (const [name, { runs, all, script, style, layout }] of Object.entries(steps)) {
    const old = before?.steps[name]?.all.p50;
    const ratio = before ? [old ? (all.p50 / old).toFixed(2) : "–"] : [];
    row(name, runs, ...PARTS.map((part) => short(all[`p${part}`])), short(script?.p50), short(style?.p50), short(layout?.p50), ...ratio);
  }
  for (const [name, parts] of Object.entries(counts)) {
    const old = before?.counts[name];
    const told = Object.entries(parts).map(([part, count]) => {
      const ratio = old?.[part] ? ` (${(count / old[part]).toFixed(2)})` : "";
      return `${part} ${count.toLocaleString("en")}${ratio}`;
    });
    console.log(`${name}: ${told.join(", ")}`);
  }
}

function row(name, ...cells) {
  console.log(String(name).padEnd(42), cells.map((cell) => String(cell).padStart(8)).join(""));
}

function short(milliseconds) {
  if (milliseconds === undefined) return "–";
  return milliseconds.toFixed(milliseconds < 100 ? 1 : 0);
}
