//! Digests of whole answers, to hold one build of the engine against another.

use elb_rule_planner::engine::check;
use serde_json::Value;

use super::compare::{beyond, plan};

/// A line for each case: the digest of the engine's report as JSON and the case's name. A line with
/// `NAME/beyond` follows where the case expects something of the audit or of a change plan: the
/// digest of those.
pub(crate) fn digests(cases: &[(&str, Value)]) -> String {
    let line = |(name, case): &(&str, Value)| {
        let report = check(&plan(case));
        let beyond = beyond::answers(case, &report);
        let mut lines = format!("{:016x} {name}\n", fnv1a(&serde_json::to_vec(&report).unwrap()));
        if !beyond.is_empty() {
            lines += &format!("{:016x} {name}/beyond\n", fnv1a(&beyond));
        }
        lines
    };
    cases.iter().map(line).collect()
}

/// FNV-1a with 64 bits: two answers that differ in a byte almost never share it.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |digest, byte| {
        (digest ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
