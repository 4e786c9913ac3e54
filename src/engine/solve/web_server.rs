//! The plan with which the tests of this stage and of later ones begin.

use serde_json::{Value, json};

/// A load balancer in 10.0.1.0/24 in front of members of one server in 10.0.2.0/24, which has to
/// let in a rule for each member.
pub(in crate::engine) fn web_server(ports: &[u16]) -> Value {
    let members = ports.iter().enumerate().map(|(number, port)| {
        json!({ "id": format!("member-{}", number + 1), "target": "server-1", "port": port })
    });
    json!({
        "version": 1,
        "settings": { "network_acl_state": "stateful" },
        "vpcs": [{ "id": "vpc-1", "name": "v", "cidr": "10.0.0.0/16" }],
        "subnets": [
            { "id": "subnet-1", "name": "lb", "vpc": "vpc-1", "cidr": "10.0.1.0/24" },
            {
                "id": "subnet-2", "name": "web", "vpc": "vpc-1", "cidr": "10.0.2.0/24",
                "network_acl": "acl-1",
            },
        ],
        "security_groups": [{
            "id": "sg-1", "name": "web",
            "outbound": [{ "id": "rule-99", "remote": "0.0.0.0/0" }],
        }],
        "network_acls": [{ "id": "acl-1", "name": "acl" }],
        "load_balancers": [{
            "id": "elb-1", "name": "lb", "kind": "dedicated", "subnet": "subnet-1",
            "backend_subnets": ["subnet-1"], "ip_as_backend": false,
            "listeners": [{
                "id": "listener-1", "protocol": "HTTP", "ports": "80",
                "backend_server_group": "bsg-1",
            }],
        }],
        "backend_server_groups": [{
            "id": "bsg-1", "name": "web", "vpc": "vpc-1", "protocol": "HTTP",
            "health_check": { "enabled": false, "protocol": "HTTP" },
            "members": members.collect::<Vec<_>>(),
        }],
        "servers": [{
            "id": "server-1", "name": "web-1", "subnet": "subnet-2", "ipv4": "10.0.2.10",
            "security_groups": ["sg-1"],
        }],
    })
}
