//! Tests of every sentence that the audit can say.

use super::*;
use crate::engine::report::{
    ChangeId, FlowId, Level, Loss, NoEffect, Removal, RuleAudit, RuleFinding, RulePlace, Traffic,
    WhyItMisses,
};
use crate::engine::{audit, check};
use crate::plan::{Direction, Flavor, Plan, RuleId, SecurityGroupId};

fn shop() -> Plan {
    serde_json::from_str(include_str!("../../static/samples/shop.json")).unwrap()
}

fn traffic(source: &str, protocol: &str, ports: &str, protocols: Option<(u8, u8)>) -> Traffic {
    let packets = serde_json::from_value(serde_json::json!({
        "source": source, "destination": "0.0.0.0/0", "protocol": protocol, "ports": ports,
    }));
    Traffic { packets: packets.unwrap(), protocols }
}

fn rule(finding: RuleFinding) -> RuleAudit {
    RuleAudit {
        rule: RuleId(3),
        place: RulePlace::SecurityGroup(SecurityGroupId(1)),
        direction: Direction::Inbound,
        findings: vec![finding],
        removal: Removal::default(),
    }
}

fn said(finding: RuleFinding) -> String {
    let audit = rule(finding.clone());
    let chip = AuditChipText::of(&finding).text(Language::English);
    assert!(!chip.is_empty());
    let text = RuleFindingText::of(&finding, &audit, &shop()).plain(Language::English);
    let nameless = RuleFindingText::of(&finding, &audit, &Plan::default());
    for text in [&text, &nameless.plain(Language::English)] {
        assert!(text.ends_with('.') && !text.contains("{}") && !text.contains("  "), "{text}");
    }
    text
}

#[test]
fn every_reason_for_no_effect_is_a_sentence() {
    let reasons = [
        NoEffect::Disabled,
        NoEffect::NoPackets,
        NoEffect::GroupNotWorn,
        NoEffect::RemoteNotWorn(SecurityGroupId(2)),
        NoEffect::NetworkAclDisabled,
        NoEffect::NetworkAclWithoutSubnet,
        NoEffect::OutsideSubnets,
        NoEffect::NeverFiltered,
        NoEffect::Flavor(Flavor::OldX86),
        NoEffect::Flavor(Flavor::Kunpeng),
    ];
    let mut seen = std::collections::BTreeSet::new();
    for why in reasons {
        assert!(seen.insert(said(RuleFinding::NoEffect(why))), "{why:?}");
    }
}

#[test]
fn every_near_miss_says_why() {
    use WhyItMisses::{
        FarPorts, OtherAddresses, OtherDirection, OtherMessages, OtherType, ProtocolZero,
        SecurityGroup, SwitchedOff,
    };
    let reasons = [
        SwitchedOff,
        OtherDirection,
        SecurityGroup,
        FarPorts,
        ProtocolZero,
        OtherType,
        OtherMessages,
        OtherAddresses,
    ];
    let mut seen = std::collections::BTreeSet::new();
    for why in reasons {
        for changes in [vec![ChangeId(1)], vec![ChangeId(1), ChangeId(2)]] {
            assert!(seen.insert(said(RuleFinding::NearMiss { why, changes })), "{why:?}");
        }
    }
}

#[test]
fn every_relation_names_the_other_rules() {
    let (one, many) = (vec![RuleId(3)], (1..9).map(RuleId).collect::<Vec<_>>());
    for by in [one.clone(), many.clone()] {
        said(RuleFinding::Shadowed { by });
    }
    for (by, default_deny) in [(vec![], true), (one.clone(), false), (one, true), (many, true)] {
        said(RuleFinding::Redundant { by, default_deny });
    }
    let packets = vec![traffic("10.0.9.0/24", "tcp", "22", None)];
    for exception in [false, true] {
        let finding =
            RuleFinding::Conflicting { with: RuleId(3), packets: packets.clone(), exception };
        assert!(said(finding).contains("TCP 22 from 10.0.9.0/24"));
    }
}

#[test]
fn a_rule_that_kunpeng_cannot_read_is_named_in_place_of_the_tightest_rules() {
    let broad = |gap| {
        said(RuleFinding::Broad {
            surplus: vec![traffic("10.0.9.0/24", "tcp", "22", None)],
            any_source: false,
            all_ports: false,
            all_protocols: false,
            remedy: vec![],
            gap,
        })
    };
    let text = broad(Some(RuleId(2)));
    assert!(text.contains("they would stand behind") && text.contains("Kunpeng"), "{text}");
    assert!(!broad(None).contains("Kunpeng"));
}

#[test]
fn traffic_is_told_by_its_ends_in_few_words() {
    let surplus = |surplus: Vec<Traffic>| {
        said(RuleFinding::Broad {
            surplus,
            any_source: true,
            all_ports: true,
            all_protocols: true,
            remedy: vec![],
            gap: None,
        })
    };
    let list = |list: &str| format!("It lets the load balancer in, and more than that: {list}.");
    assert_eq!(
        surplus(vec![
            traffic("10.0.0.0/24", "tcp", "80", None),
            traffic("10.0.2.0/24", "tcp", "80", None),
        ]),
        list("TCP 80 from 10.0.0.0/24 and 10.0.2.0/24")
    );
    assert_eq!(
        surplus(vec![
            traffic("0.0.0.0/0", "all", "", Some((0, 5))),
            traffic("0.0.0.0/0", "tcp", "81-65535", None),
            traffic("0.0.0.0/0", "0", "", None),
        ]),
        list("TCP 81-65535 and other protocols from anywhere")
    );
    assert_eq!(
        surplus(vec![traffic("0.0.0.0/0", "all", "", None)]),
        list("everything from anywhere")
    );
    let many = (1..9).map(|it| traffic(&format!("10.0.{it}.0/24"), "udp", &it.to_string(), None));
    assert!(surplus(many.collect()).ends_with("; 5 more kinds of traffic."));
}

#[test]
fn the_answer_to_a_removal_fits_what_happens() {
    let plan = shop();
    let report = check(&plan);
    let answer = |removal: Removal| {
        let mut audit = rule(RuleFinding::Shadowed { by: vec![] });
        audit.removal = removal;
        let text = RemovalText::of(&audit, &plan, &report).plain(Language::English);
        assert!(text.ends_with('.') && !text.contains("{}") && !text.contains("  "), "{text}");
        text
    };
    let loss = |flow, wholly, level| Loss { flow: FlowId(flow), wholly, level };
    assert!(answer(Removal::default()).starts_with("Yes: "));
    let other = vec![traffic("10.0.9.0/24", "tcp", "22", None)];
    let text = answer(Removal { other: other.clone(), ..Removal::default() });
    assert!(text.starts_with("No load balancer of the plan needs it") && text.contains("TCP 22"));
    let stops = vec![loss(0, true, Level::Required), loss(1, false, Level::Required)];
    let text = answer(Removal { stops, other, opens: vec![FlowId(2)], ..Removal::default() });
    assert!(text.starts_with("No: this stops") && text.contains("A part of this"), "{text}");
    let stops = vec![loss(0, false, Level::Recommended)];
    assert!(answer(Removal { stops, ..Removal::default() }).contains("only recommended"));
    assert!(answer(Removal { revives: vec![RuleId(3)], ..Removal::default() }).contains("Kunpeng"));
    for (wholly, level) in
        [(true, Level::Required), (false, Level::Required), (false, Level::Recommended)]
    {
        let text = LossText::of(&loss(0, wholly, level), &plan, &report).plain(Language::English);
        assert!(text.starts_with("HTTP traffic of web"), "{text}");
    }
}

#[test]
fn what_a_rule_is_called_broad_for_is_not_listed_twice_and_what_else_changes_is_listed() {
    let plan = shop();
    let surplus = vec![traffic("10.0.9.0/24", "tcp", "22", None)];
    let answer = |other: Vec<Traffic>| {
        let mut audit = rule(RuleFinding::Broad {
            surplus: surplus.clone(),
            any_source: true,
            all_ports: false,
            all_protocols: false,
            remedy: vec![],
            gap: None,
        });
        audit.removal = Removal { other, ..Removal::default() };
        RemovalText::of(&audit, &plan, &check(&plan)).plain(Language::English)
    };
    let text = answer(surplus.clone());
    assert!(text.contains("nothing else") && !text.contains("22"), "{text}");
    let more = traffic("10.0.1.0/24", "tcp", "8080", None);
    let text = answer(surplus.iter().cloned().chain([more]).collect());
    assert!(!text.contains("nothing else") && text.contains("8080"), "{text}");
}

#[test]
fn the_summary_counts_rules_by_what_is_odd_about_them() {
    let summary = |plan: &Plan| {
        AuditSummaryText::of(&audit(plan, &check(plan))).text(Language::English).into_owned()
    };
    assert_eq!(
        summary(&shop()),
        "2 rules are redundant, 1 is in conflict, 3 open more than is needed."
    );
    assert_eq!(summary(&Plan::default()), AuditLabelText::NothingToSay.text(Language::English));
}

#[test]
fn a_note_names_the_thing_and_what_is_odd_about_it() {
    let mut value = serde_json::to_value(shop()).unwrap();
    let groups = value["security_groups"].as_array_mut().unwrap();
    groups.push(serde_json::json!({ "id": "sg-90", "name": "old" }));
    groups[0]["inbound"].as_array_mut().unwrap().extend([
        serde_json::json!({ "id": "rule-901", "protocol": "tcp", "ports": "20-30", "remote": "0.0.0.0/0" }),
        serde_json::json!({ "id": "rule-902", "protocol": "tcp", "ports": "7", "remote": "192.168.9.0/24" }),
    ]);
    let acls = value["network_acls"].as_array_mut().unwrap();
    acls.push(serde_json::json!({ "id": "acl-90", "name": "spare" }));
    let vpcs = value["vpcs"].as_array_mut().unwrap();
    let mut twin = vpcs[0].clone();
    (twin["id"], twin["name"]) = ("vpc-90".into(), "twin".into());
    vpcs.push(twin);
    let mut plan: Plan = serde_json::from_value(value).unwrap();
    let said = |plan: &Plan| {
        let notes = audit(plan, &check(plan)).lints;
        let said = notes.iter().map(|it| LintText::of(it, plan).plain(Language::English));
        (said.collect::<Vec<_>>().join("\n"), notes)
    };
    let (text, notes) = said(&plan);
    for part in [
        "twin have addresses in common",
        "names 192.168.9.0/24, a private block",
        "No server has old",
        "No subnet has spare",
        "lets everyone in to FTP (21), SSH (22) and Telnet (23) of",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    for (lint, on) in
        crate::plan::Lint::ALL.into_iter().zip([None, None, Some(notes[0].subject), None])
    {
        let reason = "it is known".to_owned();
        plan.settings.lints_off.push(crate::plan::LintOff { lint, on, reason });
    }
    for off in &plan.settings.lints_off {
        let text = LintOffText::of(off, &plan).plain(Language::English);
        assert!(text.ends_with(": it is known") && !text.contains("{}"), "{text}");
    }
    let reasons = said(&plan).1.into_iter().filter_map(|it| it.off);
    let reasons = reasons.map(|it| LintReasonText(it).plain(Language::English));
    assert!(reasons.into_iter().all(|it| it.ends_with("it is known")));
}

#[test]
fn every_text_of_an_audit_says_something() {
    for sample in ["shop", "everything-wrong", "udp-dns", "all-open", "terraform-quic"] {
        let path = format!("{}/static/samples/{sample}.json", env!("CARGO_MANIFEST_DIR"));
        let plan: Plan = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let report = check(&plan);
        for rule in &audit(&plan, &report).rules {
            let mut texts = vec![
                AuditedRuleText::of(rule.rule, &plan).plain(Language::English),
                RemovalText::of(rule, &plan, &report).plain(Language::English),
            ];
            for finding in &rule.findings {
                texts.push(RuleFindingText::of(finding, rule, &plan).plain(Language::English));
                if let RuleFinding::Broad { remedy, .. } = finding {
                    let tight = remedy.iter().map(|it| TightRuleText::of(it, &plan).unwrap());
                    texts.extend(tight.map(|it| it.plain(Language::English)));
                }
            }
            for text in texts {
                assert!(!text.is_empty() && !text.contains("{}") && !text.contains("  "), "{text}");
            }
        }
    }
    for label in [
        AuditLabelText::SafeToRemove,
        AuditLabelText::ReplaceByTightest(1),
        AuditLabelText::ReplaceByTightest(2),
        AuditLabelText::ReplaceCuts,
        AuditLabelText::OnlyThese,
        AuditLabelText::Title,
        AuditLabelText::TightestRules,
        AuditLabelText::NothingToSay,
    ] {
        assert!(!label.text(Language::English).is_empty());
    }
}

/// Says which rules can be merged, with more inbound rules in the first group and ACL.
fn merges(group: serde_json::Value, acl: serde_json::Value) -> Vec<String> {
    let mut plan = serde_json::to_value(shop()).unwrap();
    plan["security_groups"][0]["inbound"] = group;
    plan["network_acls"][0]["inbound"] = acl;
    let plan: Plan = serde_json::from_value(plan).unwrap();
    let simpler = crate::engine::simpler(&plan, &audit(&plan, &check(&plan)));
    let language = Language::English;
    for text in [
        AuditLabelText::FindMerges,
        AuditLabelText::Merges(simpler.merges.len()),
        AuditLabelText::Merge,
        AuditLabelText::MergeAll(2),
        AuditLabelText::Merged(1),
    ] {
        assert!(!text.text(language).is_empty());
    }
    simpler.merges.iter().map(|it| MergeText::of(it, &plan).plain(language)).collect()
}

#[test]
fn rules_that_can_be_one_are_told_with_what_that_one_says() {
    let rule = |id: u32, remote: &str, ports: &str| {
        serde_json::json!({
            "id": format!("rule-{id}"), "protocol": "tcp", "ports": ports, "remote": remote,
        })
    };
    let acl = |id: u32, action: &str, source: &str| {
        serde_json::json!({
            "id": format!("rule-{id}"), "protocol": "tcp", "source": source, "action": action,
            "destination": "10.0.2.0/24", "destination_ports": "8080-8081", "source_ports": "1-65535",
        })
    };
    assert_eq!(
        merges(
            serde_json::json!([
                rule(901, "10.0.1.0/25", "8080"),
                rule(902, "10.0.1.128/25", "8080")
            ]),
            serde_json::json!([]),
        ),
        ["The allow of priority 1 for TCP 8080 from 10.0.1.0/25 and the allow of priority 1 for \
          TCP 8080 from 10.0.1.128/25 can be one rule: allow TCP 8080 from 10.0.1.0/24."]
    );
    assert_eq!(
        merges(
            serde_json::json!([]),
            serde_json::json!([
                acl(901, "allow", "10.0.1.0/25"),
                acl(902, "deny", "10.0.1.192/26"),
                acl(903, "allow", "10.0.1.128/25"),
            ]),
        ),
        ["Rules 1 and 3 can be one rule: allow TCP 8080-8081 from 10.0.1.0/24 with source ports \
          1-65535 to 10.0.2.0/24, in the place of rule 3."]
    );
    let many = (0..8_u32).map(|at| rule(901 + at, "10.0.1.0/24", &(8080 + at).to_string()));
    let many = merges(many.collect(), serde_json::json!([]));
    assert_eq!(many.len(), 1);
    assert!(
        many[0].contains(" and 4 more can be one rule: allow TCP 8080-8087 from 10.0.1.0/24."),
        "{many:?}"
    );
}
