//! The output of `trace`, and its exit codes.

use elb_rule_planner::format::plan::read;

use crate::{err, fed, out, path, run};

/// The arguments of a question about the shop.
fn ask<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["trace", "static/samples/shop.json"], more].concat()
}

#[test]
fn a_trace_ends_by_how_much_passes() {
    let code = |more: &[&str]| {
        let output = run(&ask(more));
        assert_eq!(err(&output), "", "{more:?}");
        output.status.code()
    };
    let chat = ["--from", "elb-shop", "--to", "chat-1", "--protocol", "tcp", "--ports"];
    assert_eq!(code(&[&chat[..], &["5222"]].concat()), Some(0));
    let web = ["--from=elb-1", "--to=server-1", "--protocol=tcp", "--ports=8080"];
    assert_eq!(code(&web), Some(1));
    let part = ["--from=web-1", "--to=dns-1"];
    assert_eq!(code(&part), Some(1));
    let probe = ["--from=elb-1", "--to=web-1", "--purpose=health-check", "--protocol=tcp"];
    assert_eq!(code(&probe), Some(1));
}

#[test]
fn a_trace_names_what_decides_hop_by_hop() {
    let output =
        run(&ask(&["--from", "elb-1", "--to", "web-1", "--protocol", "tcp", "--ports", "8080"]));
    assert_eq!(
        out(&output),
        "Forwarded traffic over TCP 8080 from elb-shop to web-1 is stopped.\n\n\
         From elb-shop in subnet-lb to web-1: stopped\n  \
           1. Out of subnet-lb: network ACL\n       \
                Passes  The subnet has no network ACL.\n  \
           2. Into the subnet of web-1: network ACL acl-web\n       \
                Stopped  Rule 3 of acl-web (TCP 8000-8999) stops it.\n  \
           3. Into web-1: security group sg-web\n       \
                Stopped  No rule lets it pass.\n  \
           Replies: Nothing passes for certain, so there is nothing to reply to.\n"
    );
}

#[test]
fn a_trace_in_json_reads_back() {
    let output = run(&ask(&["--from", "web-1", "--to", "10.0.3.0/24", "--format", "json"]));
    let mut document: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    let trace = document.as_object_mut().unwrap().remove("trace").unwrap();
    let trace: elb_rule_planner::engine::trace::Trace = serde_json::from_value(trace).unwrap();
    let plan = read(&std::fs::read_to_string(path("shop")).unwrap()).unwrap();
    assert_eq!(elb_rule_planner::engine::trace(&plan, &trace.question), trace);
}

#[test]
fn an_end_is_found_by_id_name_or_address() {
    let of = |from: &str| out(&run(&ask(&["--from", from, "--to", "dns-1", "--protocol", "icmp"])));
    assert_eq!(of("server-1"), of("web-1"));
    assert!(of("10.0.2.11").contains("From web-1 to dns-1: passes"), "{}", of("10.0.2.11"));
}

#[test]
fn a_question_that_cannot_be_asked_is_refused() {
    let refused = |more: &[&str], message: &str| {
        let output = run(&ask(more));
        assert_eq!(output.status.code(), Some(2), "{more:?}");
        assert_eq!(err(&output), format!("error: {message}\n"));
        assert_eq!(out(&output), "");
    };
    refused(&["--to", "web-1"], "`--from` is missing; write an id, a name or an address behind it");
    refused(
        &["--from", "elb-7", "--to", "web-1"],
        "the plan has no `elb-7`; write the id or the name of something in it, or an address",
    );
    refused(
        &["--from", "nobody", "--to", "web-1"],
        "the plan has no load balancer, server, IP address backend or member called `nobody`; write \
         an id, a name or an address like `10.0.1.7` or `10.0.1.0/24`",
    );
    refused(
        &["--from", "10.0.1.7/24", "--to", "web-1"],
        "`10.0.1.7/24` has bits set behind the prefix; did you mean `10.0.1.0/24`?",
    );
    let ends = ["--from", "elb-1", "--to", "web-1"];
    let with = |more: &[&'static str]| [&ends[..], more].concat();
    refused(
        &with(&["--protocol", "icmp", "--ports", "80"]),
        "`icmp` has no ports; leave `--ports` and `--source-ports` out",
    );
    refused(
        &with(&["--icmp", "8/0"]),
        "`all` has no ICMP types of its own; leave `--icmp` out, or ask with `--protocol icmp` or \
         `icmpv6`",
    );
    refused(
        &with(&["--protocol", "icmp", "--icmp", "300"]),
        "--icmp: `300` is no ICMP type or code; write a number from 0 to 255, with the code behind \
         the type like `3/4`",
    );
    refused(
        &with(&["--protocol", "icmp", "--icmp", "/4"]),
        "--icmp: `/4` names an ICMP code without a type; write both like `3/4`",
    );
    refused(&with(&["--ports", "90-80"]), "--ports: `90-80` runs downward; did you mean `80-90`?");
    refused(&with(&["--purpose", "fun"]), "`fun` is no purpose; write `traffic` or `health-check`");
    refused(&with(&["--format", "pdf"]), "there is no format `pdf`; the formats are text, json");
    refused(&with(&["--ports"]), "`--ports` needs a value; write `--help` for an example");
    let output = run(&["check", &path("shop"), "--from", "elb-1"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        err(&output),
        "error: `--from` is an option of `trace` and `reach`; leave it out, or ask with one of them\n"
    );
}

#[test]
fn a_name_of_two_things_is_refused_with_both() {
    let text = std::fs::read_to_string(path("shop")).unwrap().replace("\"web-2\"", "\"web-1\"");
    let output = fed(&["trace", "-", "--from", "web-1", "--to", "dns-1"], text.as_bytes());
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        err(&output),
        "error: `web-1` is the name of `server-1`, `server-2`; write the id of the one that is \
         meant\n"
    );
}

#[test]
fn replies_that_are_stopped_count() {
    let mut plan: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path("shop")).unwrap()).unwrap();
    let asked = ["trace", "-", "--from", "elb-1", "--to", "chat-1", "--protocol", "tcp"];
    let asked = [&asked[..], &["--ports", "5222", "--purpose", "health-check"]].concat();
    plan["settings"] = serde_json::json!({ "network_acl_state": "stateless" });
    let acl = serde_json::json!({
        "id": "acl-90", "name": "one-way",
        "inbound": [{ "id": "rule-90", "source": "0.0.0.0/0", "destination": "0.0.0.0/0" }],
        "outbound": [{ "id": "rule-91", "action": "deny", "protocol": "tcp",
                       "source": "0.0.0.0/0", "destination": "10.0.0.0/8" }],
    });
    plan["network_acls"].as_array_mut().unwrap().push(acl);
    let server = |it: &serde_json::Value| it["name"] == "chat-1";
    let servers = plan["servers"].as_array().unwrap();
    let subnet = servers.iter().find(|it| server(it)).unwrap()["subnet"].clone();
    for own in plan["subnets"].as_array_mut().unwrap() {
        if own["id"] == subnet {
            own["network_acl"] = serde_json::json!("acl-90");
        }
    }
    let output = fed(&asked, plan.to_string().as_bytes());
    let text = out(&output).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("gets there, and its replies are stopped."), "{text}");
    assert!(text.contains("rule 1 of one-way stops some"), "{text}");
    assert_eq!(output.status.code(), Some(1));
}
