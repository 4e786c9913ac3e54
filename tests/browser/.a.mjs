import { open, browser } from "./.look.mjs";
for (const theme of ["light","dark"]) {
  const page = await open("shop", { theme });
  await page.locator(".stop[aria-label^='web to web-2']").click();
  await page.waitForTimeout(600);
  await page.keyboard.press("2");
  await page.waitForTimeout(600);
  await page.screenshot({ path: `/tmp/shots/cross-${theme}.png` });
  await page.context().close();
}
await browser.close();
