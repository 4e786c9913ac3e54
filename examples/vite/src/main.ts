import { encodeLink, evaluate, init, PlannerError, type Change } from "elb-rule-planner";
import { plan } from "./plan";

const element = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const field = element<HTMLInputElement>("port");

/** A change in one line, as the console's columns have it. */
function line(change: Change): string {
  if ("add_security_group_rule" in change.kind) {
    const { direction, rule } = change.kind.add_security_group_rule;
    return `${change.level}: ${direction} ${rule.protocol} ${rule.ports} ${rule.remote}`;
  }
  if ("add_network_acl_rule" in change.kind) {
    const { direction, rule } = change.kind.add_network_acl_rule;
    return `${change.level}: ${direction} ${rule.protocol} ${rule.source} ${rule.destination}`;
  }
  return `${change.level}: lower ${change.kind.lower_priority.rule}`;
}

function show(): void {
  const drawn = plan(field.valueAsNumber);
  const list = element("rules");
  try {
    const { report } = evaluate(drawn);
    list.replaceChildren(
      ...report.changes.map((change) => {
        const item = document.createElement("li");
        item.textContent = line(change);
        return item;
      }),
    );
    element<HTMLAnchorElement>("link").href = `https://planner.example/#p=${encodeLink(drawn)}`;
  } catch (error) {
    if (!(error instanceof PlannerError)) throw error;
    list.textContent = error.message;
  }
}

await init();
field.addEventListener("input", show);
show();
