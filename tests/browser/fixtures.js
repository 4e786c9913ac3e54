// Watch that every test of the page keeps: a quiet console, and no request to any other host.
import { test as base, expect } from "@playwright/test";

// The factor by which the browser is made slower, to find what is lost on a crowded machine.
const slowed = Number(process.env.PLANNER_SLOWED ?? 1);

export const test = base.extend({
  page: async ({ page, baseURL }, use) => {
    if (slowed > 1) await slow(page, slowed);
    const noise = [];
    const strangers = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) noise.push(message.text());
    });
    page.on("pageerror", (error) => noise.push(String(error)));
    page.on("request", (request) => {
      const url = request.url();
      const own = url.startsWith(baseURL) || url.startsWith("data:") || url.startsWith("blob:");
      if (!own) strangers.push(url);
    });
    await use(page);
    expect(noise, "the console stays empty").toEqual([]);
    expect(strangers, "nothing is asked of any other host").toEqual([]);
  },
  // A page that is told to ask another host, and of whose refusals the browser tells on its console.
  looseConsole: async ({ context }, use) => {
    await use(await context.newPage());
  },
});

/** Makes a page's processor so many times slower. */
export async function slow(page, times) {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: times });
}

export { expect };
