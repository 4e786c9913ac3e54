//! The echo request alone, where a rule to add lets in all of ICMP as the guide's row says.

use super::trial::Trial;
use crate::edit::Edit;
use crate::engine::report::{Alternative, AlternativeKind, ChangeKind, Purpose};
use crate::plan::{IcmpKind, SecurityGroupRule};

/// The rule of a change for nothing but the echo request, which is all that a ping is.
pub(super) fn echo_request(trial: &Trial) -> Option<Alternative> {
    let ChangeKind::AddSecurityGroupRule { direction, rule } = &trial.change.kind else {
        return None;
    };
    let is_whole = rule.protocol.is_icmp() && rule.icmp.is_none();
    if !is_whole || !trial.flows().all(|flow| flow.purpose == Purpose::Ping) {
        return None;
    }
    let icmp = Some(IcmpKind::echo_request(rule.ip_type));
    let security_group = trial.group()?;
    let rule = SecurityGroupRule { icmp, ..rule.clone() };
    Some(Alternative {
        kind: AlternativeKind::EchoRequest,
        remedy: vec![Edit::PutSecurityGroupRule { security_group, direction: *direction, rule }],
    })
}
