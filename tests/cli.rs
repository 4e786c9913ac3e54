//! Runs the command line as people do: the built program, its arguments, its exit code.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use elb_rule_planner::format::FORMATS;
use elb_rule_planner::format::audit::AUDIT_FORMATS;
use elb_rule_planner::format::plan::read;
use elb_rule_planner::format::samples::SAMPLES;

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_elb-rule-planner"));
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

fn run(arguments: &[&str]) -> Output {
    program(arguments).output().unwrap()
}

fn fed(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = program(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn path(sample: &str) -> String {
    format!("static/samples/{sample}.json")
}

/// A file of this run alone, with some text in it.
fn file(name: &str, text: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn every_sample_is_answered_in_every_format() {
    for sample in SAMPLES {
        let expected = match sample.id {
            "all-open" | "terraform-tcp" | "terraform-udp" => 0,
            _ => 1,
        };
        for format in FORMATS {
            let output = run(&["check", &path(sample.id), "--format", format.id]);
            assert_eq!(output.status.code(), Some(expected), "{} {}", sample.id, err(&output));
            assert!(out(&output).ends_with('\n'), "{} as {}", sample.id, format.id);
            assert_eq!(err(&output), "");
        }
    }
}

#[test]
fn the_answer_is_text_where_no_format_is_named() {
    let output = run(&["check", &path("shop")]);
    assert!(out(&output).starts_with("Shop, production\n\n3 rules to add\n"), "{}", out(&output));
    assert_eq!(out(&output), out(&run(&["check", "--format=text", &path("shop")])));
}

#[test]
fn standard_input_is_read_for_a_hyphen() {
    let text = std::fs::read(path("shop")).unwrap();
    let output = fed(&["check", "-"], &text);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(out(&output), out(&run(&["check", &path("shop")])));
}

#[test]
fn a_report_in_json_is_a_plan_to_check_again() {
    let report = run(&["check", &path("shop"), "--format", "json"]);
    let again = fed(&["check", "-", "--format", "json"], &report.stdout);
    assert_eq!(out(&again), out(&report));
    let plan = read(&out(&report)).unwrap();
    assert_eq!(plan, read(&std::fs::read_to_string(path("shop")).unwrap()).unwrap());
}

#[test]
fn recommended_rules_alone_do_not_fail_a_run() {
    let text = std::fs::read_to_string("tests/conformance/cases/outbound-empty.json").unwrap();
    let mut case: serde_json::Value = serde_json::from_str(&text).unwrap();
    let plan = case.as_object_mut().unwrap().get_mut("plan").unwrap();
    let inbound = plan.pointer_mut("/security_groups/0/inbound").unwrap().as_array_mut().unwrap();
    inbound.push(serde_json::json!({ "id": "rule-90", "priority": 1, "remote": "0.0.0.0/0" }));
    let output = fed(&["check", "-"], plan.to_string().as_bytes());
    assert!(out(&output).contains("recommended"), "{}", out(&output));
    assert_eq!(output.status.code(), Some(0), "{}", out(&output));
}

#[test]
fn an_unusable_plan_is_refused_with_a_place() {
    let broken = file("broken.json", "{\n  \"version\": 1,\n  \"vpcs\": [{ \"id\": \"sg-1\" }]\n}");
    let broken = broken.to_str().unwrap();
    let output = run(&["check", broken]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(out(&output), "");
    assert_eq!(
        err(&output),
        format!(
            "error: `{broken}`: line 3, column 27, at `vpcs[0].id`: `sg-1` is not the id of a VPC; \
             write it like `vpc-1`\n"
        )
    );
    let output = run(&["check", "no-such-file.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).starts_with("error: `no-such-file.json` cannot be read: "));
    let output = fed(&["check", "-"], &[0xff, 0xfe]);
    assert_eq!(
        err(&output),
        "error: standard input is not UTF-8 text; give a file as the planner saves it\n"
    );
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn arguments_that_cannot_be_followed_are_refused() {
    let refused = |arguments: &[&str], message: &str| {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(err(&output), format!("error: {message}\n"));
        assert_eq!(out(&output), "");
    };
    refused(
        &[],
        "there is no command; write `elb-rule-planner check PLAN.json`, or `--help` for more",
    );
    refused(
        &["chek"],
        "there is no command `chek`; write `check`, `audit`, `trace`, `compare`, `verify`, \
         `link` or `open`, or `--help` for more",
    );
    refused(
        &["verify"],
        "there is no report; name a file behind `verify`, or `-` for standard input",
    );
    refused(&["verify", "a", "--format", "json"], "`verify` has no formats; leave `--format` out");
    refused(&["check"], "there is no plan; name a file behind `check`, or `-` for standard input");
    refused(
        &["check", "--fast", "x"],
        "there is no option `--fast`; write `--help` for those there are",
    );
    refused(&["check", "-x"], "there is no option `-x`; write `--help` for those there are");
    refused(
        &["check", "a", "--format", "pdf"],
        "there is no format `pdf`; the formats are console, markdown, text, json",
    );
    refused(
        &["check", "a", "--format"],
        "`--format` needs a value; the formats are console, markdown, text, json",
    );
    refused(&["check", "a", "b"], "`b` is one plan too many; check them one by one");
}

#[test]
fn help_lists_every_format_and_exit_code() {
    let output = run(&["--help"]);
    assert_eq!(output.status.code(), Some(0));
    for format in FORMATS {
        assert!(out(&output).contains(&format!("  {} ", format.id)), "{}", format.id);
    }
    for code in ["  0  ", "  1  ", "  2  "] {
        assert!(out(&output).contains(code));
    }
    assert_eq!(out(&run(&["check", "-h"])), out(&output));
    let version = out(&run(&["--version"]));
    assert_eq!(version, format!("elb-rule-planner {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_report_verifies_and_a_lie_does_not() {
    let report = out(&run(&["check", &path("shop"), "--format", "json"]));
    let kept = file("shop-report.json", &report);
    let output = run(&["verify", kept.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", out(&output));
    assert!(out(&output).starts_with("Verified: 12 flows, "), "{}", out(&output));
    assert!(out(&output).contains("\nNot checked: whether the guide asks for these flows"));
    assert_eq!(out(&fed(&["verify", "-"], report.as_bytes())), out(&output));

    let lie = report.replacen("\"passes\": false", "\"passes\": true", 1);
    let output = fed(&["verify", "-"], lie.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).starts_with("flow "), "{}", out(&output));
    assert!(out(&output).contains("\nNot verified: "), "{}", out(&output));

    let plan = std::fs::read(path("shop")).unwrap();
    let output = fed(&["verify", "-"], &plan);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        err(&output),
        "error: standard input: the document has no plan; give a report that this version exported \
         as JSON\n"
    );
    let help = run(&["verify", "--help"]);
    assert_eq!(help.status.code(), Some(0));
    for said in ["  0  verified", "  1  not verified", "  2  ", "It does not check"] {
        assert!(out(&help).contains(said), "{said}");
    }
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let mut child = program(&["check", &path("everything-wrong"), "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    assert_eq!(err(&output), "");
}

#[test]
fn an_audit_says_what_can_go_together_and_what_can_be_one() {
    let text = std::fs::read_to_string(path("all-open")).unwrap();
    let mut plan: serde_json::Value = serde_json::from_str(&text).unwrap();
    let inbound = plan["security_groups"][0]["inbound"].as_array_mut().unwrap();
    let mut halves = [inbound[0].clone(), inbound[0].clone()];
    (halves[0]["id"], halves[0]["remote"]) = ("rule-901".into(), "10.3.8.0/25".into());
    (halves[1]["id"], halves[1]["remote"]) = ("rule-902".into(), "10.3.8.128/25".into());
    inbound.extend(halves);
    let plan = plan.to_string();
    let text = out(&fed(&["audit", "-"], plan.as_bytes()));
    assert!(text.contains("\nWhich can go together?\n"), "{text}");
    assert!(text.contains("\nWhich can be one?\n  These can be one rule."), "{text}");
    assert!(text.contains("allow TCP 8080 from\n  10.3.8.0/24."), "{text}");
    let markdown = out(&fed(&["audit", "-", "--format", "markdown"], plan.as_bytes()));
    assert!(markdown.contains("\n## Which can be one?\n"), "{markdown}");
    let json = out(&fed(&["audit", "-", "--format", "json"], plan.as_bytes()));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let merges = &json["audit"]["simpler"]["merges"];
    assert_eq!(merges[0]["rules"], serde_json::json!(["rule-901", "rule-902"]));
    assert!(json["audit"]["simpler"]["together"].is_array());
}

#[test]
fn an_audit_answers_by_its_exit_code() {
    for format in AUDIT_FORMATS {
        let output = run(&["audit", &path("everything-wrong"), "--format", format.id]);
        assert_eq!(output.status.code(), Some(1), "{}", err(&output));
        assert!(out(&output).ends_with('\n') && err(&output).is_empty());
    }
    let text = std::fs::read_to_string(path("all-open")).unwrap();
    let mut plan: serde_json::Value = serde_json::from_str(&text).unwrap();
    let rules = plan.pointer_mut("/security_groups/0/inbound").unwrap().as_array_mut().unwrap();
    let odd = serde_json::json!({
        "id": "rule-90", "priority": 50, "protocol": "tcp", "ports": "22", "remote": "10.9.0.0/24",
        "enabled": false,
    });
    rules.push(odd);
    let odd = fed(&["audit", "-"], plan.to_string().as_bytes());
    assert_eq!(odd.status.code(), Some(1), "{}", out(&odd));
    assert!(out(&odd).contains("1 rule has no effect."), "{}", out(&odd));
    let rules = plan.pointer_mut("/security_groups/0/inbound").unwrap().as_array_mut().unwrap();
    rules.pop();
    let fine = fed(&["audit", "-"], plan.to_string().as_bytes());
    assert_eq!(fine.status.code(), Some(0), "{}", out(&fine));
    let output = run(&["audit", "no-such-file.json"]);
    assert_eq!(output.status.code(), Some(2));
    let output = run(&["audit"]);
    assert_eq!(
        err(&output),
        "error: there is no plan; name a file behind `audit`, or `-` for standard input\n"
    );
    let output = run(&["audit", "x", "--format", "console"]);
    assert_eq!(
        err(&output),
        "error: there is no format `console`; the formats are text, json, markdown\n"
    );
}

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
    refused(&with(&["--ports", "90-80"]), "--ports: `90-80` runs downward; did you mean `80-90`?");
    refused(&with(&["--purpose", "fun"]), "`fun` is no purpose; write `traffic` or `health-check`");
    refused(&with(&["--format", "pdf"]), "there is no format `pdf`; the formats are text, json");
    refused(&with(&["--ports"]), "`--ports` needs a value; write `--help` for an example");
    let output = run(&["check", &path("shop"), "--from", "elb-1"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        err(&output),
        "error: `--from` is an option of `trace`; leave it out, or ask with `trace`\n"
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

/// The plan with nothing to add, with another port for the health check of its first group.
fn with_another_port() -> PathBuf {
    let text = std::fs::read_to_string(path("all-open")).unwrap();
    let mut plan = read(&text).unwrap();
    let group = plan.backend_server_groups.first_mut().unwrap();
    group.health_check.port = 9000.try_into().ok();
    file("another-port.json", &serde_json::to_string(&plan).unwrap())
}

#[test]
fn a_comparison_ends_by_whether_there_is_something_to_do() {
    let same = run(&["compare", &path("shop"), &path("shop")]);
    assert_eq!(same.status.code(), Some(0), "{}", err(&same));
    assert!(out(&same).contains("Nothing to do\n"), "{}", out(&same));
    let after = with_another_port();
    let output = run(&["compare", &path("all-open"), after.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    assert_eq!(err(&output), "");
}

#[test]
fn the_steps_of_a_change_come_in_a_safe_order() {
    let after = with_another_port();
    let after = after.to_str().unwrap();
    // Back to where it was, the rules for the other port can go.
    let there = run(&["compare", &path("all-open"), after, "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&out(&there)).unwrap();
    let steps: elb_rule_planner::engine::compare::ChangePlan =
        serde_json::from_value(document.get("steps").unwrap().clone()).unwrap();
    let edits: Vec<_> = steps.additions.iter().flat_map(|it| it.change.remedy.clone()).collect();
    let arrived = elb_rule_planner::edit::transact(&steps.target, &edits).unwrap();
    let arrived = file("arrived.json", &serde_json::to_string(&arrived).unwrap());
    let arrived = arrived.to_str().unwrap();
    let mut back = read(&std::fs::read_to_string(arrived).unwrap()).unwrap();
    back.backend_server_groups.first_mut().unwrap().health_check.port = None;
    let back = file("back.json", &serde_json::to_string(&back).unwrap());
    let text = out(&run(&["compare", arrived, back.to_str().unwrap()]));
    assert!(text.contains("set the port of the health check from 9000 to none."), "{text}");
    let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("no `{part}` in {text}"));
    assert!(at("The change\n") < at("After the change: sg-web"));
    assert!(
        text.contains("find the allow of priority 1 for TCP 9000 from 10.3.1.0/24 and"),
        "{text}"
    );
    assert!(text.contains("It lets nothing else in."), "{text}");
    let there = out(&run(&["compare", &path("all-open"), after]));
    let at = |part: &str| there.find(part).unwrap_or_else(|| panic!("no `{part}` in {there}"));
    assert!(at("Before the change: sg-web") < at("The change\n"));
    assert!(
        there.ends_with(
            "Proved: after each of these steps everything passes that has to flow then.\n"
        )
    );
    let markdown = out(&run(&["compare", &path("all-open"), after, "--format", "markdown"]));
    assert!(markdown.contains("\n## The change\n\n1. web: set the port"), "{markdown}");
}

#[test]
fn two_plans_are_compared_and_no_less() {
    let refused = |arguments: &[&str], message: &str| {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(err(&output), format!("error: {message}\n"));
    };
    refused(
        &["compare"],
        "there is no plan; name a file behind `compare`, or `-` for standard input",
    );
    refused(
        &["compare", "a.json"],
        "there is no second plan; name the state before and the state after behind `compare`",
    );
    refused(&["compare", "-", "-"], "standard input holds one plan; name a file for the other one");
    refused(
        &["compare", "a", "b", "-f", "pdf"],
        "there is no format `pdf`; the formats are text, markdown, json",
    );
    let output = run(&["compare", &path("shop"), "no-such-file.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).starts_with("error: `no-such-file.json` cannot be read: "));
}

#[test]
fn a_plan_becomes_a_link_and_comes_back() {
    let made = run(&["link", &path("shop"), "--base", "https://x.example/p/#old"]);
    let link = out(&made);
    assert!(made.status.success() && link.starts_with("https://x.example/p/#p=1"), "{link}");
    let plan = read(SAMPLES.iter().find(|it| it.id == "shop").unwrap().json).unwrap();
    for opened in [run(&["open", &link]), fed(&["open", "-"], link.as_bytes())] {
        assert_eq!(read(&out(&opened)).unwrap(), plan);
    }
    let fragment = out(&run(&["link", &path("shop")]));
    assert_eq!(Some(fragment.trim()), link.trim().find('#').map(|at| &link.trim()[at..]));
    let bare = fragment.trim().strip_prefix("#p=").unwrap();
    assert_eq!(read(&out(&run(&["open", bare]))).unwrap(), plan);
    let checked = run(&["check", link.trim()]);
    assert_eq!(out(&checked), out(&run(&["check", &path("shop")])));
    assert_eq!(checked.status.code(), Some(1));
}

#[test]
fn a_link_that_cannot_be_opened_says_why() {
    let newer = include_str!("links/newer/moons.url");
    for (arguments, why) in [
        (vec!["open", "1"], "the link was cut off after 1 of 5 characters"),
        (vec!["open", "#lang=en"], "the link holds no plan"),
        (vec!["open", newer], "the plan has version `2`"),
        (vec!["open", "#u=https://x.example/a.json"], "names the file `https://x.example/a.json`"),
        (vec!["open"], "there is no link"),
        (vec!["verify", "#p=1"], "a link holds a plan and no report"),
        (vec!["check", "x", "--base", "https://x/"], "`--base` is an option of `link`"),
        (vec!["link", "x", "--base", "x"], "`x` is no address of a page"),
        (vec!["link", "x", "--format", "json"], "`link` has no formats"),
    ] {
        let refused = run(&arguments);
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}");
        assert!(err(&refused).contains(why), "{arguments:?}: {}", err(&refused));
    }
}
