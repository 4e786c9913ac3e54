//! Tests of the answers to connections of one's own.

use serde_json::json;

use crate::engine::check;
use crate::engine::report::ConnectionVerdict;
use crate::plan::Plan;

#[test]
fn two_connections_of_one_id_have_an_answer_each() {
    let server = |number: u32| {
        json!({
            "id": format!("server-{number}"), "name": "", "subnet": "subnet-1",
            "ipv4": format!("10.0.1.{}", number + 9), "security_groups": [format!("sg-{number}")],
        })
    };
    let connection = |kind: &str| json!({ "id": "connection-1", "kind": kind, "from": "server-1", "to": "server-2" });
    let group = |number: u32| {
        let outbound = json!([{ "id": format!("rule-{number}"), "remote": "0.0.0.0/0" }]);
        json!({ "id": format!("sg-{number}"), "name": "", "outbound": outbound })
    };
    let plan = json!({
        "version": 1,
        "vpcs": [{ "id": "vpc-1", "name": "", "cidr": "10.0.0.0/16" }],
        "subnets": [{ "id": "subnet-1", "name": "", "vpc": "vpc-1", "cidr": "10.0.1.0/24" }],
        "servers": [server(1), server(2)],
        "security_groups": [group(1), group(2)],
        "connections": [connection("must_reach"), connection("must_not_reach")],
    });
    let report = check(&serde_json::from_value::<Plan>(plan).unwrap());
    let verdicts = report.connections.iter().map(|it| it.verdict).collect::<Vec<_>>();
    assert_eq!(verdicts, [ConnectionVerdict::Stopped, ConnectionVerdict::KeptOut]);
}
