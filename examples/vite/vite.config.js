import { defineConfig } from "vite";

export default defineConfig({
  // Relative addresses, so that the page works below any path.
  base: "./",
  // The module stands beside its script; copied to Vite's cache, the script would not find it.
  optimizeDeps: { exclude: ["elb-rule-planner"] },
});
