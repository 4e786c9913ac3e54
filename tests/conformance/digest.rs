//! Digests of whole answers, to hold one build of the engine against another.

use elb_rule_planner::engine::check;
use serde_json::Value;

use super::compare::{beyond, plan};

/// A line for each case: its name and the digest of the engine's answer as JSON, followed by the
/// audit and the change plan where the case expects something of them.
pub(crate) fn digests(cases: &[(&str, &str)]) -> String {
    let line = |(name, text): &(&str, &str)| {
        let case: Value = serde_json::from_str(text).unwrap();
        let report = check(&plan(&case));
        let mut answer = serde_json::to_vec(&report).unwrap();
        answer.extend(beyond::answers(&case, &report));
        format!("{:016x} {name}\n", fnv1a(&answer))
    };
    cases.iter().map(line).collect()
}

/// FNV-1a with 64 bits: two answers that differ in a byte almost never share it.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |digest, byte| {
        (digest ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
