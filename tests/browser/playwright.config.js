import { defineConfig } from "@playwright/test";

// The set-up names a port that is free; by hand any will do.
const port = Number(process.env.PLANNER_PORT ?? 4173);

export default defineConfig({
  testDir: ".",
  outputDir: ".results",
  timeout: 60_000,
  // A crowded machine is slow, not wrong.
  expect: { timeout: 15_000 },
  // In CI one that fails is tried once more, and then listed as flaky: a fault to find all the same.
  retries: process.env.CI ? 1 : 0,
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  reporter: [["list"]],
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    viewport: { width: 1440, height: 900 },
    permissions: ["clipboard-read", "clipboard-write"],
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: {
    command: "node serve.mjs",
    env: { PORT: String(port) },
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
  },
});
