//! `docs/readings.md` is made from the table of readings, and says just what it says.

use std::fmt::Write;

use elb_rule_planner::engine::report::ReadingId;
use elb_rule_planner::engine::requirements::readings::{READINGS, followed};
use elb_rule_planner::locale::{FollowsText, Language, ReadingAnswerText, ReadingText};
use elb_rule_planner::plan::Settings;

const HEAD: &str = "\
# Where the sources contradict each other

<!-- Made from the table in `src/engine/requirements/readings.rs` by `cargo xtask update`. -->

Each question has two answers. The findings of a report name both, and a setting of the plan
chooses; the plan's form shows them under *Readings and scope*.
";

fn page() -> String {
    let mut page = HEAD.to_owned();
    for reading in READINGS {
        let question = ReadingText(reading.id).text(Language::English);
        let _ = writeln!(page, "\n## {question}\n\nSetting: `{}`.\n", reading.setting);
        for (is_second, answer) in [false, true].into_iter().zip(reading.answers) {
            let said = ReadingAnswerText { reading: reading.id, is_second };
            let sources: Vec<String> = answer
                .references
                .iter()
                .map(|it| format!("[{}]({}), {}", it.title, it.address, it.date))
                .collect();
            let said = said.text(Language::English);
            let _ = writeln!(page, "* `{}`: {said} {}.", answer.value, sources.join("; "));
        }
        let follows = followed(reading.id, &Settings::default());
        let follows = FollowsText(follows).text(Language::English);
        let _ = writeln!(page, "\nUnless the plan chooses: {follows}");
    }
    page
}

#[test]
fn readings_on_the_page_are_those_of_the_table() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/readings.md");
    if std::env::var_os("UPDATE_KEPT").is_some() {
        std::fs::write(path, page()).unwrap();
    }
    let found = std::fs::read_to_string(path).unwrap();
    assert!(found == page(), "docs/readings.md is behind; run `cargo xtask update`");
}

#[test]
fn readings_are_each_in_the_table_once() {
    use ReadingId::{
        ClientAddresses, IpMembersOfOwnVpc, Layer4HealthChecks, LoadBalancerAcl, NetworkAclState,
        SeveralSecurityGroups, TransferredClientIp,
    };
    for id in [
        ClientAddresses,
        IpMembersOfOwnVpc,
        Layer4HealthChecks,
        LoadBalancerAcl,
        NetworkAclState,
        SeveralSecurityGroups,
        TransferredClientIp,
    ] {
        assert_eq!(READINGS.iter().filter(|it| it.id == id).count(), 1, "{id}");
    }
}
