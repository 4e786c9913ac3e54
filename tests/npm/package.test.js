// The package as its users get it: packed, installed into folders of their own, and used there.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const program = join(root, "target/debug/elb-rule-planner");
const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];

let home;
let packed;
let engine;
let installedHome;

const npm = (folder, ...words) =>
  execFileSync("npm", [...words, ...quiet], { cwd: folder, encoding: "utf8" });

/** An example, copied away from the project, with the packed package and what it names. */
async function installed(name) {
  const folder = join(home, name);
  await cp(join(root, "examples", name), folder, { recursive: true });
  npm(folder, "install", packed);
  return folder;
}

/** The answer of the command line. */
function native(...words) {
  const answer = spawnSync(program, words, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (![0, 1].includes(answer.status)) throw new Error(answer.stderr || String(answer.error));
  return answer.stdout;
}

/** The names and texts of a folder's JSON files. */
async function texts(folder) {
  const names = (await readdir(join(root, folder))).filter((name) => name.endsWith(".json"));
  return Promise.all(
    names.sort().map(async (name) => [name, await readFile(join(root, folder, name), "utf8")]),
  );
}

/** The whole plan of every conformance case. Each sample is the plan of one of them. */
async function plans() {
  const plans = await texts("target/plans");
  assert.ok(plans.length > 60, `there are only ${plans.length} plans`);
  return plans;
}

before(async () => {
  home = await mkdtemp(join(tmpdir(), "planner-package-"));
  const [{ filename, files }] = JSON.parse(
    npm(join(root, "dist/npm"), "pack", "--json", "--pack-destination", home),
  );
  packed = join(home, filename);
  const names = files.map(({ path }) => path);
  for (const name of ["README.md", "LICENSE", "index.d.ts", "engine_bg.wasm", "node.js"]) {
    assert.ok(names.includes(name), `${name} is in the package`);
  }
  const node = await installed("node");
  installedHome = join(node, "node_modules/elb-rule-planner");
  engine = await import(join(installedHome, "node.js"));
});

after(() => rm(home, { recursive: true, force: true }));

test("every answer is the command line's, byte for byte", async () => {
  for (const [name, text] of await plans()) {
    const file = join(home, "plan.json");
    await writeFile(file, text);
    const answer = engine.evaluate(JSON.parse(text), { certificate: true });
    const wanted = native("check", file, "--format", "json");
    assert.equal(`${JSON.stringify(answer, null, 2)}\n`, wanted, name);
    assert.deepEqual(engine.evaluate(text, { certificate: true }), answer, name);
    const { certificate, ...rest } = answer;
    assert.equal(certificate.version, 1);
    assert.deepEqual(engine.evaluate(text), rest, name);
  }
});

test("every report is the one of the conformance cases' digests", async () => {
  const digests = await readFile(join(root, "tests/conformance/digests.txt"), "utf8");
  const wanted = new Map(digests.trim().split("\n").map((line) => line.split(" ").reverse()));
  for (const [name, text] of await plans()) {
    const bytes = new TextEncoder().encode(JSON.stringify(engine.evaluate(text).report));
    let digest = 0xcbf29ce484222325n;
    for (const byte of bytes) {
      digest = ((digest ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
    }
    const found = digest.toString(16).padStart(16, "0");
    assert.equal(found, wanted.get(name.replace(".json", "")), name);
  }
});

test("every format is the command line's", async () => {
  const file = join(root, "static/samples/shop.json");
  const text = await readFile(file, "utf8");
  const formats = engine.formats();
  assert.deepEqual(formats.map(({ id }) => id), ["console", "markdown", "text", "json"]);
  for (const { id } of formats) {
    assert.equal(engine.exportPlan(text, id), native("check", file, "--format", id), id);
  }
  assert.equal(engine.export, engine.exportPlan);
});

test("links are made and read, alone or in an address", async () => {
  const link = (await readFile(join(root, "tests/links/reference.url"), "utf8")).trim();
  const plan = engine.decodeLink(link);
  const part = engine.encodeLink(plan);
  assert.deepEqual(engine.decodeLink(part), plan);
  assert.deepEqual(engine.decodeLink(`https://host.example/a/#view=board&p=${part}&theme=dark`), plan);
  for (const [name, text] of await plans()) {
    const { plan } = engine.evaluate(text);
    assert.deepEqual(engine.decodeLink(engine.encodeLink(plan)), plan, name);
  }
});

test("problems of a plan are listed with a sentence", async () => {
  const shop = await readFile(join(root, "static/samples/shop.json"), "utf8");
  assert.deepEqual(engine.validate(shop), []);
  const plan = {
    version: 1,
    vpcs: [{ id: "vpc-1", name: "v", cidr: "10.0.0.0/16" }],
    subnets: [{ id: "subnet-1", name: "s", vpc: "vpc-1", cidr: "10.9.0.0/24" }],
  };
  const [problem, ...rest] = engine.validate(plan);
  assert.deepEqual(rest, []);
  assert.equal(problem.subject, "subnet-1");
  assert.equal(problem.field, "cidr");
  assert.match(problem.message, /10\.9\.0\.0\/24/);
});

/** The error that a call throws: a `PlannerError`, whatever it was given. */
function refused(call) {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof engine.PlannerError, String(error));
    assert.ok(error instanceof Error);
    assert.equal(error.name, "PlannerError");
    const { code, path, line, column, message } = error;
    return JSON.parse(JSON.stringify({ code, path, line, column, message }));
  }
  return assert.fail("nothing was thrown");
}

test("what cannot be used is refused with where and why", () => {
  const wrong = { version: 1, vpcs: [{ id: "vpc-1", name: "v", cidr: "10.0.0.1/16" }] };
  const reason = "`10.0.0.1/16` has bits set behind the prefix; did you mean `10.0.0.0/16`?";
  assert.deepEqual(refused(() => engine.evaluate(wrong)), {
    code: "unfit",
    path: "vpcs[0].cidr",
    message: `at \`vpcs[0].cidr\`: ${reason}`,
  });
  assert.deepEqual(refused(() => engine.validate(JSON.stringify(wrong))), {
    code: "unfit",
    path: "vpcs[0].cidr",
    line: 1,
    column: 67,
    message: `line 1, column 67, at \`vpcs[0].cidr\`: ${reason}`,
  });
  const rule = { id: "rule-1", priority: 1, protocol: "tcp", ports: "80", remote: "10.0.0.0/8" };
  const group = { id: "sg-1", name: "g", inbound: [rule], outbound: [] };
  assert.ok(engine.evaluate({ version: 1, security_groups: [group] }));
  for (const [field, value, right] of [
    ["remote", "010.0.0.0/8", /`10\.0\.1\.0\/24`$|`2001:db8::\/64`$/],
    ["remote", "10.0.0.0/8 ", /write it like `10\.0\.0\.0\/8`$/],
    ["remote", "SG-1", /write it like `sg-1`$/],
    ["protocol", "TCP", /write `tcp`$/],
    ["ports", "+80", /write ports like `80`/],
    ["ports", ["80"], /write text in quotes$/],
  ]) {
    const plan = { version: 1, security_groups: [{ ...group, inbound: [{ ...rule, [field]: value }] }] };
    for (const given of [plan, JSON.stringify(plan)]) {
      const error = refused(() => engine.evaluate(given));
      assert.equal(error.path, `security_groups[0].inbound[0].${field}`);
      assert.match(error.message, right);
    }
  }
  const hostile = refused(() => engine.evaluate({ version: 1, "a\u001b]0;b\u0007\nc": 1 }));
  assert.match(hostile.message, /a\\u\{1b\}\]0;b\\u\{7\} c/);
  assert.equal(refused(() => engine.evaluate({ version: 0 })).path, "version");
  const loop = {};
  loop.self = loop;
  for (const [given, code] of [
    ["", "empty"],
    ["{", "not_json"],
    ["[]", "not_an_object"],
    [[], "not_an_object"],
    [{ version: 99 }, "newer"],
    [undefined, "not_data"],
    [() => {}, "not_data"],
    [loop, "not_data"],
    [{ version: 1n }, "not_data"],
    [" ".repeat(65 * 1024 * 1024), "too_long"],
  ]) {
    assert.equal(refused(() => engine.evaluate(given)).code, code);
  }
  assert.equal(refused(() => engine.evaluate({ version: 1 }, { certified: true })).code, "options");
  const english = refused(() => engine.evaluate("", { language: "en-GB" }));
  assert.equal(english.message, refused(() => engine.evaluate("")).message);
  const spoken = refused(() => engine.exportPlan({ version: 1 }, "text", { language: "xx" }));
  assert.equal(spoken.code, "options");
  assert.equal(spoken.message, "there is no language `xx`; the languages are `en`");
  assert.match(refused(() => engine.evaluate({ version: 1 }, { certified: true })).message, /certified/);
  assert.match(refused(() => engine.exportPlan({ version: 1 }, "pdf")).message, /`pdf`.*`console`/);
  const link = engine.encodeLink({ version: 1, name: "a plan" });
  assert.equal(refused(() => engine.decodeLink(link.slice(0, -1))).code, "link_cut_off");
  assert.equal(refused(() => engine.decodeLink("9abc")).code, "link_unknown_codec");
  assert.equal(refused(() => engine.decodeLink("https://host.example/")).code, "link_empty");
  assert.equal(refused(() => engine.decodeLink("https://h.example/#view=both")).code, "link_empty");
});

/** Values of every kind that are neither a plan nor a text. */
function strangers() {
  const trap = () => {
    throw new RangeError("a getter throws");
  };
  const throwing = new Proxy({}, { get: trap, has: trap, ownKeys: trap, getPrototypeOf: trap });
  const loop = {};
  loop.self = loop;
  return [
    ["undefined", undefined],
    ["null", null],
    ["a number", 7],
    ["not a number", NaN],
    ["true", true],
    ["a symbol", Symbol("plan")],
    ["a big integer", 10n ** 40n],
    ["a function", () => {}],
    ["an object", {}],
    ["a list", []],
    ["a text as an object", new String("{}")],
    ["a date", new Date(0)],
    ["a map", new Map()],
    ["bytes", new Uint8Array(16)],
    ["what claims to be long", { length: 1e9 }],
    ["a long list of nothing", new Array(2 ** 32 - 1)],
    ["what throws when it is read", throwing],
    ["what throws when it is written", { toJSON: trap }],
    ["what refers to itself", loop],
    ["an object without a class", Object.create(null)],
  ];
}

test("whatever is given that is none of what is wanted is refused, and costs no memory", async () => {
  const raw = await import(join(installedHome, "engine.js"));
  const { memory } = raw.initSync();
  const plan = { version: 1, name: "a plan" };
  engine.evaluate(plan, { certificate: true });
  const before = memory.buffer.byteLength;
  for (const [name, given] of strangers()) {
    const isEmptyObject = name === "an object" || name === "an object without a class";
    for (const call of [engine.evaluate, engine.validate, engine.encodeLink]) {
      refused(() => call(given));
    }
    refused(() => engine.exportPlan(given, "text"));
    assert.equal(refused(() => engine.exportPlan(plan, given)).code, "unknown_format", name);
    assert.equal(refused(() => engine.decodeLink(given)).code, "not_text", name);
    // Options may be left out, and an object without any says nothing.
    const says = ["undefined", "null", "a map"].includes(name) || isEmptyObject;
    if (says) assert.equal(engine.evaluate(plan, given).plan.name, "a plan", name);
    else assert.equal(refused(() => engine.evaluate(plan, given)).code, "options", name);
    if (!["undefined", "true"].includes(name)) {
      assert.equal(refused(() => engine.evaluate(plan, { certificate: given })).code, "options", name);
    }
  }
  const long = "x".repeat(100_000_000);
  assert.equal(refused(() => engine.evaluate(long)).code, "too_long");
  assert.equal(refused(() => engine.evaluate({ version: 1, name: long })).code, "too_long");
  assert.equal(refused(() => engine.evaluate("\u4e00".repeat(30_000_000))).code, "too_long");
  assert.equal(refused(() => engine.decodeLink(long)).code, "link_too_large");
  assert.equal(refused(() => engine.exportPlan(plan, long)).code, "unknown_format");
  assert.equal(refused(() => engine.evaluate(plan, { [long]: true })).code, "options");
  assert.equal(memory.buffer.byteLength, before);
});

test("the version is the package's", async () => {
  const manifest = JSON.parse(await readFile(join(root, "dist/npm/package.json"), "utf8"));
  assert.equal(engine.version(), manifest.version);
  await engine.init();
});

test("the example for Node runs where it was installed", () => {
  const folder = join(home, "node");
  const run = (file) =>
    spawnSync("node", ["check.js", join(root, file)], { cwd: folder, encoding: "utf8" });
  const shop = run("static/samples/shop.json");
  assert.equal(shop.status, 1, shop.stderr);
  assert.match(shop.stdout, /3 required of 3 changes/);
  assert.equal(run("static/samples/all-open.json").status, 0);
  const wrong = run("package.json");
  assert.match(wrong.stderr, /cannot be|no such file/i);
});

test("the types fit every plan, and every answer to one", async () => {
  const folder = await installed("vite");
  const lines = ['import type { Answer, Plan } from "elb-rule-planner";'];
  for (const [at, [, text]] of (await plans()).entries()) {
    lines.push(`export const plan${at}: Plan = ${text.trim()};`);
    const answer = engine.evaluate(text, { certificate: true });
    lines.push(`export const answer${at}: Answer = ${JSON.stringify(answer)};`);
  }
  await writeFile(join(folder, "src/every.ts"), lines.join("\n"));
  execFileSync("npx", ["--no-install", "tsc", "--noEmit"], { cwd: folder, stdio: "inherit" });
  // A type that takes everything would pass as well.
  const wrong = [
    '{ version: 1, vpcs: [{ id: "vpc-1", name: "v", cidr: 7 }] }',
    "{ version: 1, nodes: [] }",
    '{ version: 1, backend_server_groups: [{ id: "bsg-1", name: "", vpc: "vpc-1", protocol: "FTP" }] }',
  ];
  for (const plan of wrong) {
    const text = `import type { Plan } from "elb-rule-planner";\nexport const plan: Plan = ${plan};`;
    await writeFile(join(folder, "src/every.ts"), text);
    const checked = spawnSync("npx", ["--no-install", "tsc", "--noEmit"], { cwd: folder });
    assert.notEqual(checked.status, 0, plan);
  }
  await rm(join(folder, "src/every.ts"));
});
