// Runs before anything is painted: it sets the theme that the visitor chose, and what the page shows
// until the planner has loaded. That is the first sample where the planner begins with it, and the
// page without its contents where it begins with another plan. A part of the planner within another
// page shows nothing.
{
  const root = document.documentElement;
  const stored = (key) => {
    try {
      return localStorage.getItem(`elb-rule-planner.${key}`);
    } catch {
      return null;
    }
  };
  const address = location.hash.slice(1);
  const theme = /(?:^|&)theme=(light|dark)(?:&|$)/.exec(address)?.[1] ?? stored("theme");
  if (theme) root.dataset.theme = theme;
  if (!/(?:^|&)view=/.test(address)) {
    root.dataset.begins = address || stored("own-plan") || stored("plan") ? "own" : "sample";
  }
}
