//! Random plans with random connections of one's own.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

use crate::plans::{Shown, plan};
use crate::world::{MESSAGES, PORTS};

/// Random plans with random connections.
pub(crate) fn with_connections() -> impl Strategy<Value = Shown> {
    let end = || {
        select(vec![
            "server-1",
            "server-2",
            "server-3",
            "bsg-1",
            "bsg-2",
            "sg-1",
            "sg-2",
            "subnet-1",
            "subnet-2",
            "subnet-3",
            "subnet-4",
            "vpc-1",
            "vpc-2",
            "ip-1",
            "ip-2",
            "ipg-1",
            "ipg-2",
            "0.0.0.0/0",
            "::/0",
            "10.0.0.0/28",
            "10.0.0.4/31",
            "10.0.0.9",
            "192.0.2.1",
            "10.1.0.0/30",
            "server-9",
        ])
    };
    let kind = select(vec!["must_reach", "must_reach", "must_not_reach"]);
    let protocol = select(vec!["all", "tcp", "tcp", "udp", "icmp", "icmpv6", "47"]);
    let wire = (protocol, select(PORTS.to_vec()), prop::option::of(select(MESSAGES.to_vec())));
    let connection = (kind, end(), end(), wire).prop_map(|(kind, from, to, wire)| {
        let (protocol, ports, icmp) = wire;
        json!({
            "id": "connection-1", "kind": kind, "from": from, "to": to, "protocol": protocol,
            "ports": ports, "icmp": icmp,
        })
    });
    (plan(), prop::collection::vec(connection, 1..4)).prop_map(|(Shown(mut plan), own)| {
        for (at, mut connection) in own.into_iter().enumerate() {
            connection["id"] = json!(format!("connection-{}", at + 1));
            plan.connections.push(serde_json::from_value(connection).unwrap());
        }
        Shown(plan)
    })
}
