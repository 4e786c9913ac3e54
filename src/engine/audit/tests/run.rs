//! The audit bit by bit.

use serde_json::json;

use super::{audited, plan, read, tcp};
use crate::engine::audit::{Progress, Run};
use crate::engine::check;
use crate::engine::report::RulePlace;
use crate::plan::{NetworkAclId, SecurityGroupId};

#[test]
fn bit_by_bit_it_is_the_audit_at_once_and_says_where_it_is() {
    let rules = (2..40).map(|id| tcp(id, json!({ "ports": "8080", "remote": "10.0.1.0/24" })));
    let acl = json!([{ "id": "rule-90", "source": "0.0.0.0/0", "destination": "0.0.0.0/0" }]);
    let plan = read(plan(rules.collect(), Some(acl)));
    let report = check(&plan);
    let mut run = Run::new(&plan, &report);
    let of = plan.security_groups.len() + plan.network_acls.len();
    assert_eq!(run.progress(), Progress { place: None, number: 0, of });
    let mut seen = vec![];
    let found = loop {
        if let Some(audit) = run.step() {
            break audit;
        }
        let progress = run.progress();
        assert_eq!(progress.of, of);
        if seen.last() != Some(&progress) {
            seen.push(progress);
        }
    };
    assert_eq!(found, audited(&plan));
    let places = seen.iter().filter_map(|it| it.place.map(|place| (it.number, place)));
    let mut places = places.collect::<Vec<_>>();
    places.dedup();
    let group = |number: u32| RulePlace::SecurityGroup(SecurityGroupId(number));
    let acl = RulePlace::NetworkAcl(NetworkAclId(1));
    assert_eq!(places, [(1, group(1)), (2, group(2)), (3, acl)]);
}

/// Each bit has to be short, so none of them may look at many rules.
#[test]
fn a_bit_looks_at_one_rule() {
    let rules = (2..60).map(|id| tcp(id, json!({ "ports": "8080", "remote": "10.0.1.0/24" })));
    let plan = read(plan(rules.collect(), None));
    let report = check(&plan);
    let mut run = Run::new(&plan, &report);
    let mut bits = 0;
    while run.step().is_none() {
        bits += 1;
    }
    assert!(bits > plan.rule_ids().count(), "{bits}");
}
