// The gallery: every sample opens, says what it needs, and can be taken back.
import { test, expect } from "./fixtures.js";
import { Planner, sample, stored } from "./planner.js";

/** Each sample with its headline, in the order of the gallery. */
const SAMPLES = [
  ["shop", "3 rules to add"],
  ["udp-dns", "4 rules to add"],
  ["everything-wrong", "6 rules to add, 1 to change, 8 recommended"],
  ["all-open", "Nothing to add"],
  ["terraform-tcp", "Nothing to add"],
  ["terraform-udp", "Nothing to add"],
  ["terraform-quic", "2 rules to add"],
];

/** Some text as the page shows it: names are typed into fields, not into the page. */
const own = { version: 1, name: "Mine", vpcs: [{ id: "vpc-1", name: "mine", cidr: "10.9.0.0/16" }] };

async function gallery(planner) {
  await planner.page.keyboard.press("Control+k");
  await planner.dialog.getByRole("combobox").fill("Open a sample");
  await planner.page.keyboard.press("Enter");
  await expect(planner.dialog.locator("[data-sample]").first()).toBeVisible();
}

test("the gallery lists every sample with what it needs", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(own);
  await gallery(planner);
  const cards = planner.dialog.locator("[data-sample]");
  const listed = await cards.evaluateAll((all) => all.map((it) => it.dataset.sample));
  expect(listed).toEqual(SAMPLES.map(([id]) => id));
  for (const [id, headline] of SAMPLES) {
    const pill = planner.dialog.locator(`[data-sample="${id}"] .pill`);
    await expect(pill).toHaveText(headline);
  }
});

for (const [id, headline] of SAMPLES) {
  test(`the sample '${id}' opens, is answered, closed and taken back`, async ({ page }) => {
    const planner = new Planner(page);
    await planner.open(own);
    await gallery(planner);
    await planner.dialog.locator(`[data-sample="${id}"]`).click();
    await expect(planner.dialog).toHaveCount(0);
    await expect(planner.headline).toHaveText(headline);
    const plan = JSON.parse(await sample(id));
    const name = page.getByRole("textbox", { name: "Name of the plan" });
    await expect(name).toHaveValue(plan.name);
    await expect(planner.board.locator(".node.server")).toHaveCount(
      plan.servers.length + (plan.ip_backends ?? []).length,
    );
    const board = await planner.board.boundingBox();
    for (const node of await planner.board.locator(".node").all()) {
      const box = await node.boundingBox();
      expect(box.x >= board.x && box.x + box.width <= board.x + board.width).toBe(true);
      expect(box.y >= board.y && box.y + box.height <= board.y + board.height).toBe(true);
    }

    const apply = planner.answer.getByRole("button", { name: "Apply all" });
    if (headline !== "Nothing to add") {
      const proved = (await planner.proof.textContent()).startsWith("Proved");
      await apply.click();
      await expect(planner.notice).toContainText(/applied\./);
      await expect(planner.notice.getByRole("button", { name: "Undo" })).toBeVisible();
      if (proved) {
        await expect(planner.changes).toHaveCount(0);
        await expect(planner.lines("blocked")).toHaveCount(0);
      }
      await page.keyboard.press("Control+z");
      await expect(planner.headline).toHaveText(headline);
    }
    await expect(apply).toHaveCount(headline === "Nothing to add" ? 0 : 1);

    await expect(page.getByRole("button", { name: "Undo" })).toBeDisabled();
  });
}

test("an empty plan is started from the gallery", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(own);
  await gallery(planner);
  await planner.dialog.getByRole("button", { name: "Start an empty plan" }).click();
  await expect(planner.board.locator(".node")).toHaveCount(0);
  await expect(page.getByText("Draw a load balancer and what it has to reach")).toBeVisible();
  // The plan that was there before is a plan of its own.
  const plans = Object.values(await page.evaluate(stored, "plans")).map((text) => JSON.parse(text));
  expect(plans.map((it) => it.name)).toEqual(["Mine"]);
});
