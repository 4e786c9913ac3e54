//! Runs the command line as people do: the built program, its arguments, its exit code.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod audit;
mod compare;
mod encodings;
mod hostile;
mod link;
#[path = "../conformance/list.rs"]
mod list;
mod reach;
mod trace;
mod values;

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use elb_rule_planner::format::FORMATS;
use elb_rule_planner::format::plan::read;
use elb_rule_planner::format::samples::SAMPLES;
use elb_rule_planner::locale::Language;

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
    // Two tests may write the same file: each reads it whole.
    let own = path.with_extension(format!("{:?}", std::thread::current().id()));
    std::fs::write(&own, text).unwrap();
    std::fs::rename(own, &path).unwrap();
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
fn other_ways_are_in_every_format_where_somebody_asks_for_them() {
    let plan = path("everything-wrong");
    let usual = run(&["check", &plan]);
    let said = out(&run(&["check", &plan, "--other-ways"]));
    assert!(said.contains("Another way: ") && !out(&usual).contains("Another way: "), "{said}");
    let markdown = out(&run(&["check", &plan, "--other-ways", "-f", "markdown"]));
    assert_eq!(markdown.matches("Another way: ").count(), said.matches("Another way: ").count());
    let json = run(&["check", &plan, "--other-ways", "-f", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let changes = report["report"]["changes"].as_array().unwrap();
    let ways = changes.iter().filter_map(|it| it.get("alternatives")?.as_array());
    assert_eq!(ways.map(Vec::len).sum::<usize>(), said.matches("Another way: ").count());
    let verified = fed(&["verify", "-"], &json.stdout);
    assert_eq!(verified.status.code(), Some(0), "{}{}", out(&verified), err(&verified));
}

#[test]
fn recommended_rules_alone_do_not_fail_a_run() {
    let mut case = list::case("outbound-empty");
    let plan = case.get_mut("plan").unwrap();
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
    let output = fed(&["check", "-"], b"{\n\"\xff\"}");
    assert_eq!(
        err(&output),
        "error: standard input: line 2: byte 4 of the file, `0xff`, is not UTF-8 text; save the \
         file as UTF-8\n"
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
    let formats = FORMATS.iter().map(|it| it.id).collect::<Vec<_>>().join(", ");
    refused(
        &[],
        "there is no command; write `elb-rule-planner check PLAN.json`, or `--help` for more",
    );
    refused(
        &["chek"],
        "there is no command `chek`; write `check`, `audit`, `trace`, `reach`, `compare`, \
         `verify`, `link` or `open`, or `--help` for more",
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
        &format!("there is no format `pdf`; the formats are {formats}"),
    );
    refused(
        &["check", "a", "--format"],
        &format!("`--format` needs a value; the formats are {formats}"),
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
fn a_language_is_named_by_an_option_or_by_the_environment() {
    let plain = out(&run(&["check", &path("shop")]));
    for tag in ["en", "en-GB", "EN"] {
        assert_eq!(out(&run(&["check", &path("shop"), "--lang", tag])), plain);
    }
    for tag in ["en_US.UTF-8", "C", "xx_XX.UTF-8"] {
        let output = program(&["check", &path("shop")]).env("LC_ALL", tag).output().unwrap();
        assert_eq!(out(&output), plain, "a language that is not spoken is no mistake of a run");
    }
    let output = run(&["check", &path("shop"), "--lang", "xx"]);
    assert_eq!(output.status.code(), Some(2));
    let tags = Language::ALL.iter().map(|it| it.tag()).collect::<Vec<_>>().join(", ");
    let message = format!("error: there is no language `xx`; the languages are {tags}\n");
    assert_eq!(err(&output), message);
    assert!(out(&run(&["--help"])).contains("--lang LANGUAGE"));
}
