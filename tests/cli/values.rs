//! Values that are written in another way than plans have them: refused with their place and the right
//! form in every document, and read kindly where a person types them.

use serde_json::{Value, json};

use crate::{err, fed, file, out, path, run};

/// A value of the sample that is written wrong: where it stands, what stands there, and what the
/// message names as right.
fn wrong() -> Vec<(&'static str, Value, &'static str)> {
    vec![
        ("/version", json!(0), "write `1`"),
        ("/vpcs/0", json!(["vpc-1", "vpc-shop", "10.0.0.0/16"]), "write an object in braces"),
        ("/vpcs/0/cidr", json!("010.0.0.0/8"), "`010.0.0.0/8` is not a CIDR block; write it like"),
        ("/vpcs/0/cidr", json!("10.0.0.0/08"), "write it like `10.0.1.0/24`"),
        ("/vpcs/0/cidr", json!(" 10.0.0.0/16"), "write it like `10.0.0.0/16`"),
        ("/vpcs/0/position", json!([1, 2, 3]), "such as `[80, 40]`"),
        (
            "/security_groups/0/inbound/2/remote",
            json!("010.0.0.0/8"),
            "write it like `10.0.1.0/24`",
        ),
        (
            "/security_groups/0/inbound/2/remote",
            json!("10.0.0.0 /8"),
            "write it like `10.0.1.0/24`",
        ),
        ("/security_groups/0/inbound/0/remote", json!("SG-1"), "write it like `sg-1`"),
        ("/security_groups/0/inbound/0/remote", json!("sg-1 "), "write it like `sg-1`"),
        ("/security_groups/0/inbound/2/ports", json!("+80"), "write ports like `80`"),
        ("/security_groups/0/inbound/2/ports", json!("080"), "write ports like `80`"),
        ("/security_groups/0/inbound/2/ports", json!("80, 90"), "write it like `80,90`"),
        ("/security_groups/0/inbound/2/ports", json!("80,"), "`80,` is not a port; write"),
        ("/security_groups/0/inbound/2/protocol", json!("TCP"), "write `tcp`"),
        ("/security_groups/0/inbound/2/protocol", json!(" tcp"), "write `tcp`"),
        ("/security_groups/0/inbound/2/protocol", json!("006"), "write `tcp`, `udp`"),
        ("/security_groups/0/inbound/2/action", json!("Allow"), "write `allow` or `deny`"),
        ("/network_acls/0/inbound/0/source", json!("ipg-01"), "write it like `ipg-1`"),
        ("/servers/0/ipv4", json!("010.0.1.5"), "write it like `10.0.1.5`"),
        ("/servers/0/ipv4", json!("10.0.1.5 "), "write it like `10.0.1.5`"),
        ("/servers/0/subnet", json!("Subnet-1"), "write it like `subnet-1`"),
    ]
}

#[test]
fn every_document_is_refused_for_the_same_value_with_its_place_and_the_right_form() {
    let report: Value =
        serde_json::from_str(&out(&run(&["check", &path("shop"), "--format", "json"]))).unwrap();
    for (at, value, right) in wrong() {
        let mut document = report.clone();
        let place = document["plan"].pointer_mut(at).unwrap_or_else(|| panic!("no {at}"));
        *place = value.clone();
        let plan = document["plan"].to_string();
        let in_file = file("wrong-value.json", &plan);
        let in_file = in_file.to_str().unwrap();
        let report = document.to_string();
        let outputs = [
            run(&["check", in_file]),
            run(&["audit", in_file]),
            run(&["link", in_file]),
            run(&["compare", in_file, &path("shop")]),
            run(&["trace", in_file, "--from", "elb-1", "--to", "server-1"]),
            fed(&["check", "-"], plan.as_bytes()),
            fed(&["check", "-"], report.as_bytes()),
            fed(&["verify", "-"], report.as_bytes()),
        ];
        for output in outputs {
            let said = err(&output);
            assert_eq!(output.status.code(), Some(2), "{at} {value}: {said}");
            assert!(said.contains(right), "{at} {value}: {said}");
            let place = at.rsplit('/').find(|it| it.parse::<u8>().is_err()).unwrap();
            assert!(said.contains("line 1, column ") && said.contains(place), "{at}: {said}");
            assert!(!said.contains("not JSON"), "{at} {value}: {said}");
        }
    }
}

#[test]
fn what_a_person_types_is_read_kindly_and_never_guessed() {
    let asked = |option: &str, value: &str| {
        let plan = path("shop");
        let ends = ["trace", &plan, "--from", " 10.0.250.0/24 ", "--to", " server-1 "];
        run(&[&ends[..], &["--protocol", "tcp", option, value]].concat())
    };
    for (option, typed, written) in [
        ("--protocol", " TCP ", "tcp"),
        ("--protocol", "Udp", "udp"),
        ("--ports", " 80 , 443 - 450 ", "80,443-450"),
        ("--source-ports", " 1024-65535", "1024-65535"),
        ("--from-address", " 10.0.250.7 ", "10.0.250.7"),
    ] {
        let (typed, written) = (asked(option, typed), asked(option, written));
        assert_ne!(typed.status.code(), Some(2), "{option} {}", err(&typed));
        assert_eq!(out(&typed), out(&written), "{option}");
    }
    for (option, typed, right) in [
        ("--protocol", "006", "write `tcp`"),
        ("--protocol", "+6", "write `tcp`"),
        ("--ports", "+80", "write ports like `80`"),
        ("--ports", "080", "write ports like `80`"),
        ("--ports", "8 0", "write ports like `80`"),
        ("--from-address", "010.0.250.7", "write it like `10.0.1.0/24`"),
        ("--from-address", "10.0.250.0/024", "write it like `10.0.1.0/24`"),
    ] {
        let output = asked(option, typed);
        let said = err(&output);
        assert_eq!(output.status.code(), Some(2), "{option} {typed}");
        assert!(said.contains(right) && said.contains(option), "{option} {typed}: {said}");
    }
}

/// Holds that what is JSON is not said to be none, and that what is none is said in plain words.
#[test]
fn only_what_is_not_json_is_called_that() {
    let report = out(&run(&["check", &path("shop"), "--format", "json"]));
    let plan = std::fs::read_to_string(path("shop")).unwrap();
    for (text, command, from, to, is_json) in [
        (&plan, "check", "\"version\": 1", "\"version\": 1e400", true),
        (&plan, "check", "\"priority\": 10,", "\"priority\": 1e400,", true),
        (&plan, "check", "\"tcp\"", "[1]", true),
        (&plan, "check", "\"sg-web\"", "\"\\ud800\"", true),
        (&plan, "check", "\"priority\": 10,", "\"priority\": 010,", false),
        (&plan, "check", "\"sg-web\",", "\"sg-web\"", false),
        (&plan, "check", "\"version\": 1", "\"version\" 1", false),
        (&report, "verify", "\"purpose\": \"traffic\"", "\"purpose\": [1]", true),
        (&report, "verify", "\"open_flows\": ", "\"open_flows\": 1e400, \"x\": ", true),
        (&report, "verify", "\"sg-web\"", "\"\\ud800\"", true),
        (&report, "verify", "\"open_flows\": ", "\"open_flows\": 0", false),
    ] {
        let broken = text.replacen(from, to, 1);
        assert_ne!(&broken, text, "{from}");
        let output = fed(&[command, "-"], broken.as_bytes());
        let said = err(&output);
        assert_eq!(output.status.code(), Some(2), "{to}: {said}");
        assert_eq!(said.contains("this is not JSON"), !is_json, "{to}: {said}");
        assert!(!is_json || said.contains(", at `"), "{to}: {said}");
        for word in ["expected", "invalid", "surrogate", "hex escape", "out of range"] {
            assert!(!said.contains(word), "{to}: {said}");
        }
    }
}
