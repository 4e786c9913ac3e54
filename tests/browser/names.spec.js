// Plans that are hard to show: long names, long addresses, many groups, many servers.
import { test, expect } from "./fixtures.js";
import { Planner } from "./planner.js";

const long = "a-name-that-follows-the-naming-scheme-of-a-large-company-eu-west-101-production";

const group = (number, name) => ({
  id: `sg-${number}`,
  name,
  inbound: [],
  outbound: [{ id: `rule-${number}`, priority: 1, remote: "0.0.0.0/0" }],
});

/** One load balancer and its servers; everything with a name as long as names get. */
function plan(servers, groups) {
  return {
    version: 1,
    name: long,
    vpcs: [
      {
        id: "vpc-1",
        name: long,
        cidr: "10.0.0.0/16",
        secondary_cidrs: ["172.16.0.0/16", "192.168.0.0/20"],
        ipv6_cidr: "2001:db8:1234:5600::/56",
      },
    ],
    network_acls: [{ id: "acl-1", name: long, inbound: [], outbound: [] }],
    subnets: [
      { id: "subnet-1", name: long, vpc: "vpc-1", cidr: "10.0.100.0/24" },
      {
        id: "subnet-2",
        name: long,
        vpc: "vpc-1",
        cidr: "10.0.200.0/24",
        ipv6_cidr: "2001:db8:1234:5601::/64",
        network_acl: "acl-1",
      },
    ],
    security_groups: groups,
    load_balancers: [
      {
        id: "elb-1",
        name: long,
        kind: "dedicated",
        subnet: "subnet-1",
        ip_as_backend: true,
        listeners: [
          { id: "listener-1", protocol: "HTTPS", ports: "443", backend_server_group: "bsg-1" },
          { id: "listener-2", protocol: "QUIC", ports: "8000-8999,9443" },
        ],
      },
    ],
    backend_server_groups: [
      {
        id: "bsg-1",
        name: long,
        vpc: "vpc-1",
        protocol: "HTTP",
        health_check: { enabled: true, protocol: "HTTP", port: 9000 },
        members: servers.map(({ id }, at) => ({ id: `member-${at + 1}`, target: id, port: 8080 })),
      },
    ],
    servers,
  };
}

const server = (number, groups, name = `server-${number}`) => ({
  id: `server-${number}`,
  name,
  subnet: "subnet-2",
  ipv4: `10.0.200.${number + 10}`,
  ipv6: `2001:db8:1234:5601:aaaa:bbbb:cccc:${number}`,
  security_groups: groups,
});

const groups = [1, 2, 3, 4, 5, 6].map((number) => group(number, `${long}-${number}`));
const crowded = plan([server(1, groups.map(({ id }) => id), long)], groups);

/** Has a page take other fonts than its styles name. */
const dress = (page, fonts) =>
  page.addInitScript((fonts) => {
    if (fonts === "the fonts of the system") return;
    document.addEventListener("DOMContentLoaded", () => {
      document.documentElement.style.setProperty("--sans", fonts);
    });
  }, fonts);

// The page brings no fonts along, and how wide letters are differs from system to system.
for (const fonts of ["the fonts of the system", "serif", "monospace"]) {
  test(`texts stay within the cards that they stand on, in ${fonts}`, async ({ page }) => {
    const planner = new Planner(page);
    await dress(page, fonts);
    await planner.open(crowded);
    const out = await planner.board.locator(".node").evaluateAll((nodes) =>
      nodes.flatMap((node) => {
        const edge = node.querySelector("rect").getBoundingClientRect();
        return [...node.querySelectorAll("text")]
          .filter((text) => text.getBoundingClientRect().right > edge.right + 1)
          .map((text) => `${node.id}: ${text.textContent}`);
      }),
    );
    expect(out).toEqual([]);
  });

  test(`texts of one card do not run into each other, in ${fonts}`, async ({ page }) => {
    const planner = new Planner(page);
    await dress(page, fonts);
    await planner.open(crowded);
    const clashes = await planner.board.locator(".node").evaluateAll((nodes) =>
      nodes.flatMap((node) => {
        const boxes = [...node.querySelectorAll("text, .badge")]
          .filter((it) => !it.closest(".badge") || it.matches(".badge"))
          .map((it) => [it.textContent, it.getBoundingClientRect()]);
        return boxes.flatMap(([one, a], at) =>
          boxes
            .slice(at + 1)
            .filter(([, b]) => a.left < b.right - 1 && b.left < a.right - 1)
            .filter(([, b]) => a.top < b.bottom - 4 && b.top < a.bottom - 4)
            .map(([other]) => `${node.id}: '${one}' and '${other}'`),
        );
      }),
    );
    expect(clashes).toEqual([]);
  });
}

test("an address is seen whole beside the badges of two security groups", async ({ page }) => {
  const planner = new Planner(page);
  const two = [group(1, "web"), group(2, "monitoring")];
  await planner.open(plan([server(1, two.map(({ id }) => id))], two));
  await expect(planner.node("server-1").locator(".badge")).toHaveCount(2);
  await expect(planner.node("server-1").locator("text.code")).toHaveText("10.0.200.11:8080");
});

test("a server in many security groups says how many are not shown", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(crowded);
  await expect(planner.node("server-1").locator(".badge")).toHaveCount(2);
  await expect(planner.node("server-1").locator(".badge text").last()).toHaveText("+5");
});

for (const width of [1440, 1024, 600]) {
  test(`forms and tabs hold long names at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    const planner = new Planner(page);
    await planner.open(crowded);
    for (const id of ["server-1", "elb-1", "bsg-1", "sg-1", "acl-1", "subnet-2"]) {
      await planner.node(id).focus();
      for (const key of ["Enter", "Enter"]) await page.keyboard.press(key);
      const out = await planner.answer.evaluate((answer) => {
        const { right } = answer.getBoundingClientRect();
        const all = [...answer.querySelectorAll("button, input, select, p, li, h2, code")];
        return all
          .filter((it) => it.checkVisibility() && it.getBoundingClientRect().right > right)
          .map((it) => `${it.tagName}.${it.className} '${it.textContent.slice(0, 30)}'`);
      });
      expect(out, `the form of ${id}`).toEqual([]);
      for (const name of ["Rules to add", "Existing rules", "Trace"]) {
        const cut = await planner.tab(name).evaluate((it) => it.scrollWidth > it.clientWidth + 1);
        expect(cut, `${name} beside ${id}`).toBe(false);
      }
      if (width <= 900) await page.locator(".pane-tabs").getByRole("tab", { name: "Board" }).click();
    }
  });
}

test("sixty servers are drawn, answered and dragged", async ({ page }) => {
  const planner = new Planner(page);
  const servers = Array.from({ length: 60 }, (_, at) => server(at + 1, ["sg-1"]));
  await planner.open(plan(servers, [group(1, "web")]));
  await expect(planner.board.locator(".node.server")).toHaveCount(60);
  await expect(planner.headline).toContainText("rules to add");
  // However long the answer is, the page itself is as high as the window.
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(900);
  await page.keyboard.press("0");
  const node = planner.board.locator(".node.server").nth(30);
  // The thing that the keyboard comes to is brought into the window.
  await planner.board.locator(".node.server").nth(29).focus();
  await page.keyboard.press("Tab");
  await expect(node).toBeFocused();
  await expect(node).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("Control+k");
  await planner.dialog.getByRole("combobox").fill("server-31");
  await page.keyboard.press("Enter");
  await expect(node).toBeInViewport();
  const from = await planner.grip(node);
  await planner.drag(from, { x: from.x + 40, y: from.y + 40 });
  await planner.planHas((kept) => kept.servers[30].position[0] > 0, true);
});
