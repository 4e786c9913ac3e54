import { chromium } from "@playwright/test";
import { readFile } from "node:fs/promises";
const base = process.env.BASE ?? "http://127.0.0.1:4571/";
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--headless","--no-sandbox","--disable-gpu"] });
const sample = (id) => readFile(new URL(`../../static/samples/${id}.json`, import.meta.url), "utf8");
export async function open(id, { theme = "light", width = 1440, height = 900, touch=false } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, hasTouch: touch });
  const page = await context.newPage();
  page.on("console", (m) => { if (["error","warning"].includes(m.type())) console.log("CONSOLE", m.text()); });
  page.on("pageerror", (e) => console.log("ERROR", String(e)));
  const text = id.startsWith("/") ? await readFile(id, "utf8") : await sample(id);
  await page.addInitScript((t) => { if (!sessionStorage.getItem("begun")) { sessionStorage.setItem("begun","y"); localStorage.setItem("elb-rule-planner.plan", t); } }, text);
  await page.goto(base, { waitUntil: "domcontentloaded", timeout: 120000 });
  await page.locator(".board .node").first().waitFor({ timeout: 120000 });
  await page.waitForTimeout(1200);
  return page;
}
export { browser };
