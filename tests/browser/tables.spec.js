// The tables of the guide, each with the smallest plan that needs it: the rules that are listed
// are exactly those of the table, and applying them opens the lines.
import { test, expect } from "./fixtures.js";
import { Planner } from "./planner.js";
import { check } from "./native.js";

/** A load balancer in one subnet, one server in another, and the default security group. */
export function plan(protocol, check, group = {}) {
  return {
    version: 1,
    name: `One ${protocol} server`,
    vpcs: [{ id: "vpc-1", name: "vpc", cidr: "10.0.0.0/16" }],
    subnets: [
      { id: "subnet-1", name: "front", vpc: "vpc-1", cidr: "10.0.1.0/24" },
      { id: "subnet-2", name: "back", vpc: "vpc-1", cidr: "10.0.2.0/24" },
    ],
    security_groups: [
      {
        id: "sg-1",
        name: "default",
        inbound: [{ id: "rule-1", priority: 100, remote: "sg-1" }],
        outbound: [{ id: "rule-2", priority: 100, remote: "0.0.0.0/0" }],
      },
    ],
    load_balancers: [
      {
        id: "elb-1",
        name: "elb",
        kind: "dedicated",
        subnet: "subnet-1",
        ip_as_backend: false,
        listeners: [
          { id: "listener-1", protocol, ports: "80", backend_server_group: "bsg-1" },
        ],
        ...group.balancer,
      },
    ],
    backend_server_groups: [
      {
        id: "bsg-1",
        name: "group",
        vpc: "vpc-1",
        protocol,
        health_check: { enabled: true, protocol: check, port: 9000 },
        members: [{ id: "member-1", target: "server-1", port: 8080 }],
      },
    ],
    servers: [
      { id: "server-1", name: "server", subnet: "subnet-2", ipv4: "10.0.2.10", security_groups: ["sg-1"] },
    ],
  };
}

const row = (what) => `Inbound | Allow | ${what} | from 10.0.1.0/24, IPv4, priority 1`;

const TABLES = [
  ["Table 2", plan("TCP", "TCP"), [row("TCP 9000")]],
  ["Table 3", plan("UDP", "UDP"), [row("UDP 9000"), row("ICMP all")]],
  ["Table 4", plan("HTTP", "HTTP"), [row("TCP 8080"), row("TCP 9000")]],
];

for (const [table, asked, rows] of TABLES) {
  const { protocol } = asked.backend_server_groups[0];
  test(`${protocol} needs the rules of ${table} and no others`, async ({ page }) => {
    test.setTimeout(300_000);
    const planner = new Planner(page);
    await planner.open(asked);
    await expect(planner.headline).toHaveText(`${rows.length} rule${rows.length > 1 ? "s" : ""} to add`);
    expect(await planner.rows()).toEqual(rows);
    for (const change of await planner.changes.all()) await expect(change).toContainText(table);

    // Layer 4 traffic is exempt, and both the drawing and the answer say so.
    const isLayer4 = protocol !== "HTTP";
    const members = planner.board.locator(".wire").last();
    await expect(members.locator(".strand.exempt")).toHaveCount(isLayer4 ? 1 : 0);
    await expect(planner.answer.locator(".finding").filter({ hasText: "whatever" })).toHaveCount(
      isLayer4 ? 1 : 0,
    );
    const dash = (line) => line.evaluate((path) => getComputedStyle(path).strokeDasharray);
    expect(await dash(planner.lines("blocked").first())).not.toBe("none");

    const report = JSON.parse(check(JSON.stringify(asked))).report;
    expect(report.changes).toHaveLength(rows.length);

    for (let left = rows.length; left > 0; left -= 1) {
      await expect(planner.changes).toHaveCount(left);
      await planner.changes.first().getByRole("button", { name: /^Apply/ }).click();
    }
    await expect(planner.headline).toHaveText("Nothing to add");
    await expect(planner.board.locator(".strand.blocked, .stop")).toHaveCount(0);
    expect(await dash(planner.lines("open").first())).toBe("none");
    expect(JSON.parse(check(JSON.stringify(await planner.plan()))).report.changes).toEqual([]);
  });
}
