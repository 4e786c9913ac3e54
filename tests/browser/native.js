// The same engine as a native program, to hold the page's answer against.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const program = `${root}target/debug/elb-rule-planner`;

/** The answer of the command line to a plan, as text in one of its formats. */
export function check(plan, format = "json") {
  if (!existsSync(program)) execFileSync("cargo", ["build", "--quiet"], { cwd: root });
  const answer = spawnSync(program, ["check", "-", "--format", format], {
    input: plan,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  // The exit code is 1 where rules are missing, and that is an answer as well.
  if (![0, 1].includes(answer.status)) throw new Error(answer.stderr || String(answer.error));
  return answer.stdout;
}

/** The part of the address of a plan behind `#`, as the command line makes it. */
export function link(plan) {
  if (!existsSync(program)) execFileSync("cargo", ["build", "--quiet"], { cwd: root });
  const answer = spawnSync(program, ["link", "-"], { input: plan, encoding: "utf8" });
  if (answer.status !== 0) throw new Error(answer.stderr || String(answer.error));
  return answer.stdout.trim();
}
