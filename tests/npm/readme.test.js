// The examples of the package's read-me, which is a page of the documentation too, as they stand.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

test("every example of the read-me runs, and prints what its comments say", async () => {
  const text = await readFile(join(root, "npm/README.md"), "utf8");
  const examples = [...text.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code);
  assert.ok(examples.length >= 2, `only ${examples.length} examples`);
  const home = await mkdtemp(join(tmpdir(), "planner-readme-"));
  await mkdir(join(home, "node_modules"));
  await symlink(join(root, "dist/npm"), join(home, "node_modules/elb-rule-planner"));
  const sample = await readFile(join(root, "static/samples/shop.json"), "utf8");
  for (const [number, code] of examples.entries()) {
    const name = join(home, `example-${number}.mjs`);
    // The names that an example takes for granted: a plan, and those of the example before.
    const given = [
      /\bplan\b/.test(code) && !/const plan\b/.test(code) ? `const plan = ${sample};` : "",
      /\bevaluate\(/.test(code) && !/import .*evaluate/.test(code)
        ? 'import { evaluate } from "elb-rule-planner";'
        : "",
    ];
    await writeFile(name, `${given.join("\n")}\n${code}`);
    const { status, stdout, stderr } = spawnSync(process.execPath, [name], { encoding: "utf8" });
    assert.equal(status, 0, stderr);
    const printed = [...code.matchAll(/console\.log\(.*\); \/\/ "(.*)"/g)].map(([, words]) => words);
    for (const words of printed) assert.ok(stdout.includes(words), `${words} in ${stdout}`);
  }
  await rm(home, { recursive: true });
});
