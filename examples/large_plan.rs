//! Writes a large plan as JSON: so many servers in subnets of up to 300, behind load balancers with
//! backend server groups of 50 members. The same number of servers is always the same plan.
//!
//! `large_plan 5000` has a quarter of the groups blocked, `large_plan 5000 closed` has all changes made.
//! `cargo xtask bench page` opens them in the page.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark may stop")]

#[path = "../benches/speed/random.rs"]
mod random;

use std::io::{Error, Write, stdout};

use elb_rule_planner::edit::transact;
use elb_rule_planner::engine::check;
use elb_rule_planner::plan::Plan;
use serde_json::{Value, json};

use random::Random;

/// The most servers behind one load balancer.
const IN_A_SITE: u32 = 600;
const IN_A_GROUP: u32 = 50;
/// The rows of servers in a subnet.
const ROWS: u32 = 30;
/// The room that a server's card takes, in board units.
const CARD: (u32, u32) = (256, 72);
/// The room that a load balancer with its groups and servers takes.
const SITE: (u32, u32) = (6_400, 2_400);
/// The sites side by side.
const SITES_IN_A_ROW: u32 = 4;

/// The column in which the cards of network ACLs begin, left of those of security groups.
const ACLS_FROM: u32 = 10;

fn main() -> Result<(), Error> {
    let words = std::env::args().skip(1).collect::<Vec<_>>();
    let words = words.iter().map(String::as_str).collect::<Vec<_>>();
    let (servers, is_closed) = match words.as_slice() {
        [servers] => (servers.parse(), false),
        [servers, "closed"] => (servers.parse(), true),
        _ => return Err(Error::other("say how many servers, and perhaps `closed` behind it")),
    };
    let servers = servers.map_err(|_| Error::other("the number of servers is not a number"))?;
    let mut plan = Drawing::of(servers).plan();
    if is_closed {
        plan = transact(&plan, &check(&plan).remedy()).unwrap();
    }
    writeln!(stdout().lock(), "{}", serde_json::to_string(&plan)?)
}

/// The plan on its way, kind by kind.
struct Drawing {
    random: Random,
    servers: Vec<Value>,
    subnets: Vec<Value>,
    balancers: Vec<Value>,
    groups: Vec<Value>,
    security_groups: Vec<Value>,
    acls: Vec<Value>,
    rules: u32,
}

impl Drawing {
    fn of(servers: u32) -> Self {
        let mut drawing = Self {
            random: Random::of(&format!("large-{servers}")),
            servers: vec![],
            subnets: vec![],
            balancers: vec![],
            groups: vec![],
            security_groups: vec![],
            acls: vec![],
            rules: 0,
        };
        let mut left = servers;
        for site in 0..servers.div_ceil(IN_A_SITE) {
            let of_site = left.min(IN_A_SITE);
            drawing.site(site, of_site);
            left -= of_site;
        }
        drawing
    }

    fn plan(self) -> Plan {
        let plan = json!({
            "version": 1,
            "name": format!("{} servers", self.servers.len()),
            "vpcs": [{ "id": "vpc-1", "name": "production", "cidr": "10.0.0.0/8" }],
            "subnets": self.subnets,
            "security_groups": self.security_groups,
            "network_acls": self.acls,
            "load_balancers": self.balancers,
            "backend_server_groups": self.groups,
            "servers": self.servers,
        });
        serde_json::from_value(plan).unwrap()
    }

    /// Draws a load balancer in a subnet of its own, with the subnets, servers, groups and rules
    /// behind it.
    fn site(&mut self, site: u32, servers: u32) {
        let (left, top) = (site % SITES_IN_A_ROW * SITE.0, site / SITES_IN_A_ROW * SITE.1);
        let own = self.subnet(&format!("front {}", site + 1), None, (left, top));
        let groups = servers.div_ceil(IN_A_GROUP);
        let tiers = count(&self.security_groups);
        for number in 0..groups {
            self.security_group(number, own);
        }
        let acl = self.acl(site);
        let first = count(&self.servers);
        let (mut rest, mut x) = (servers, left + 640);
        while rest > 0 {
            let held = self.random.pick(&[300, 200, 120, 60]).min(rest);
            let acl = self.random.percent(30).then_some(acl);
            let name = format!("back {}", self.subnets.len());
            let subnet = self.subnet(&name, acl, (x, top));
            for place in 0..held {
                let group = (count(&self.servers) - first) / IN_A_GROUP;
                let other = self.random.below(groups);
                let is_plain = group == other || group % 4 == 3 || self.random.percent(80);
                let tiers = [tiers + group, tiers + other];
                self.server(subnet, place, &tiers[..if is_plain { 1 } else { 2 }]);
            }
            rest -= held;
            x += held.div_ceil(ROWS) * CARD.0 + 72;
        }
        let begin = count(&self.groups);
        for number in 0..groups {
            let members =
                first + number * IN_A_GROUP..first + servers.min((number + 1) * IN_A_GROUP);
            self.group(number, members, (left + 400, top + number * CARD.1));
        }
        let listeners = (0..groups).map(|number| {
            json!({
                "id": format!("listener-{}", begin + number + 1), "protocol": "TCP",
                "ports": (1_000 + number).to_string(),
                "backend_server_group": format!("bsg-{}", begin + number + 1),
            })
        });
        self.balancers.push(json!({
            "id": format!("elb-{}", site + 1), "name": format!("entry {}", site + 1),
            "kind": "dedicated", "subnet": format!("subnet-{own}"), "ip_as_backend": true,
            "listeners": listeners.collect::<Vec<_>>(),
        }));
    }

    /// Adds a subnet of 510 addresses and returns its number.
    fn subnet(&mut self, name: &str, acl: Option<u32>, position: (u32, u32)) -> u32 {
        let number = count(&self.subnets) + 1;
        self.subnets.push(json!({
            "id": format!("subnet-{number}"), "name": name, "vpc": "vpc-1",
            "cidr": format!("{}/23", address(number, 0)), "position": position,
            "network_acl": acl.map(|acl| format!("acl-{acl}")),
        }));
        number
    }

    /// Adds a server that wears some security groups, which are counted from 0.
    fn server(&mut self, subnet: u32, place: u32, tiers: &[u32]) {
        let number = count(&self.servers) + 1;
        let worn = tiers.iter().map(|it| format!("sg-{}", it + 1)).collect::<Vec<_>>();
        self.servers.push(json!({
            "id": format!("server-{number}"), "name": format!("web-{number}"),
            "subnet": format!("subnet-{subnet}"), "ipv4": address(subnet, place + 10),
            "security_groups": worn, "position": (place / ROWS * CARD.0, place % ROWS * CARD.1),
        }));
    }

    fn group(&mut self, number: u32, members: std::ops::Range<u32>, position: (u32, u32)) {
        let id = count(&self.groups) + 1;
        let members = members.map(|server| {
            json!({
                "id": format!("member-{}", server + 1), "target": format!("server-{}", server + 1),
                "port": 8_000 + number, "weight": 1,
            })
        });
        self.groups.push(json!({
            "id": format!("bsg-{id}"), "name": format!("pool {id}"), "vpc": "vpc-1", "protocol": "TCP",
            "health_check": { "enabled": true, "protocol": "TCP" },
            "members": members.collect::<Vec<_>>(), "position": position,
        }));
    }

    /// Adds the security group of a backend server group. One in four lets no traffic of the load
    /// balancer pass.
    fn security_group(&mut self, number: u32, front: u32) {
        let id = count(&self.security_groups) + 1;
        let mut inbound = vec![];
        for _ in 0..6 {
            let port = self.random.between(9_000, 9_999);
            let protocol = self.random.weighted(&[("tcp", 3), ("udp", 1)]);
            let remote =
                format!("172.{}.{}.0/24", 16 + self.random.below(16), self.random.below(256));
            inbound.push(json!({
                "id": self.rule(), "priority": 10, "protocol": protocol, "ports": port.to_string(),
                "remote": remote,
            }));
        }
        if number % 4 < 3 {
            inbound.push(json!({
                "id": self.rule(), "protocol": "tcp", "ports": "8000-8099",
                "remote": format!("{}/23", address(front, 0)),
            }));
        }
        let outbound = [json!({ "id": self.rule(), "protocol": "all", "remote": "0.0.0.0/0" })];
        self.security_groups.push(json!({
            "id": format!("sg-{id}"), "name": format!("tier {id}"), "inbound": inbound,
            "outbound": outbound, "position": position_left(0, id),
        }));
    }

    /// Adds a network ACL that lets everything of the VPC pass, and returns its number.
    fn acl(&mut self, site: u32) -> u32 {
        let id = site + 1;
        let mut rules = |source: &str, destination: &str| {
            let denied = json!({
                "id": self.rule(), "action": "deny", "protocol": "all", "source": "172.30.0.0/16",
                "destination": "172.30.0.0/16",
            });
            let allowed = json!({
                "id": self.rule(), "action": "allow", "protocol": "all", "source": source,
                "destination": destination,
            });
            [denied, allowed]
        };
        let inbound = rules("10.0.0.0/8", "0.0.0.0/0");
        let outbound = rules("0.0.0.0/0", "10.0.0.0/8");
        self.acls.push(json!({
            "id": format!("acl-{id}"), "name": format!("edge {id}"), "inbound": inbound,
            "outbound": outbound, "position": position_left(ACLS_FROM, id),
        }));
        id
    }

    fn rule(&mut self) -> String {
        self.rules += 1;
        format!("rule-{}", self.rules)
    }
}

/// An address of a subnet: the so-manieth of 512.
fn address(subnet: u32, place: u32) -> String {
    std::net::Ipv4Addr::from(0x0a00_0000 + subnet * 512 + place).to_string()
}

/// A place left of the VPC, in columns of 40 cards that are counted to the left.
fn position_left(first_column: u32, number: u32) -> (i64, i64) {
    let (column, row) = (first_column + number / 40, number % 40);
    (-200 - i64::from(column) * 192, i64::from(row) * 64)
}

fn count(things: &[Value]) -> u32 {
    u32::try_from(things.len()).unwrap()
}
