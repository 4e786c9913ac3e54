// The documentation as it is built: reached, readable on a narrow screen, and found by its passages.
import { existsSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { test, expect } from "./fixtures.js";
import { violations } from "./axe.js";

const docs = new URL("../../dist/docs/", import.meta.url);

test.skip(!existsSync(fileURLToPath(docs)), "the documentation is not built here");

/** All pages, by their addresses from the documentation's own folder. */
async function pages() {
  const names = await readdir(fileURLToPath(docs), { recursive: true });
  return names.filter((name) => name.endsWith(".html")).sort();
}

test("the navigation of the first page leads to every page", async ({ page }) => {
  await page.goto("docs/index.html");
  const found = await page
    .locator(".md-nav--primary a[href]")
    .evaluateAll((links) => links.map((link) => new URL(link.href).pathname.replace("/docs/", "")));
  const reached = new Set(found);
  expect((await pages()).filter((name) => !reached.has(name))).toEqual([]);
});

test("no page is wider than a narrow screen, and no word is cut off", async ({ page }) => {
  test.setTimeout(240_000);
  await page.setViewportSize({ width: 375, height: 800 });
  for (const name of await pages()) {
    await page.goto(`docs/${name}`, { waitUntil: "domcontentloaded" });
    const wide = await page.evaluate(() => {
      const { clientWidth, scrollWidth } = document.documentElement;
      // What can be pulled aside within its own box is within reach.
      const isHeld = (it) => {
        for (let box = it.parentElement; box; box = box.parentElement) {
          if (["auto", "scroll", "hidden"].includes(getComputedStyle(box).overflowX)) return true;
        }
        return false;
      };
      const out = [...document.querySelectorAll(".md-content :is(pre, code, table, img, p, a, h1, h2, h3, kbd)")]
        .filter((it) => it.getBoundingClientRect().right > clientWidth + 1 && !isHeld(it))
        .map((it) => `${it.tagName}: ${it.textContent.slice(0, 40)}`);
      return scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide`, ...out] : out;
    });
    expect(wide, name).toEqual([]);
  }
});

for (const theme of ["light", "dark"]) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ colorScheme: theme });

    test("every picture is loaded, in the theme of the page, and told in words", async ({ page }) => {
      test.setTimeout(120_000);
      let shown = 0;
      for (const name of await pages()) {
        const html = await readFile(fileURLToPath(new URL(name, docs)), "utf8");
        if (!html.includes('class="picture"')) continue;
        await page.goto(`docs/${name}`);
        for (const picture of await page.locator(".picture").all()) {
          const visible = picture.locator("img:visible");
          await expect(visible).toHaveCount(1);
          await visible.scrollIntoViewIfNeeded();
          await expect.poll(() => visible.evaluate((it) => it.naturalWidth)).toBeGreaterThan(100);
          expect(await visible.getAttribute("src")).toContain(`-${theme}.webp`);
          expect((await visible.getAttribute("alt")).length).toBeGreaterThan(40);
          shown += 1;
        }
      }
      expect(shown).toBeGreaterThan(10);
    });

    test("nobody is shut out of the pages on using the planner", async ({ page }) => {
      test.setTimeout(120_000);
      for (const name of ["draw", "answer", "exports", "existing", "trace", "change", "settings", "sharing", "keys"]) {
        await page.goto(`docs/${name}.html`);
        expect(await violations(page, ".md-content"), name).toEqual([]);
      }
    });
  });
}

test("the search finds passages and no whole answers", async ({ page }) => {
  const index = JSON.parse(await readFile(fileURLToPath(new URL("search/search_index.json", docs)), "utf8"));
  const texts = index.docs.map(({ location, text }) => [location, text.replace(/<[^>]+>/g, "")]);
  const answers = texts.filter(([, text]) => /Steps in the console:|Proved: with these|answered in/.test(text));
  expect(answers.map(([location]) => location)).toEqual([]);
  const long = texts.filter(([location, text]) => text.length > 2_500 && !/^(benchmarks|report-format|certificate)/.test(location));
  expect(long.map(([location, text]) => `${location}: ${text.length}`)).toEqual([]);
  const listed = texts.filter(([location, text]) => location === "clauses.html" && text.length > 1_000);
  expect(listed, "the list of clauses is no passage").toEqual([]);
  await page.goto("docs/index.html");
  await page.getByRole("textbox", { name: "Search" }).click();
  await page.keyboard.type("unhealthy");
  await expect(page.locator(".md-search-result__item").first()).toContainText("My backend is unhealthy");
});
