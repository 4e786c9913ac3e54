//! Rules of security groups that a server's host does not understand.
//!
//! Ports that are not in a row, and IP address groups, have no effect on old x86 flavors. On
//! Kunpeng flavors a rule with ports that are not in a row has none, and neither have the rules
//! behind it (VPC user guide, adding a security group rule). The pages do not say which list
//! `behind` is about where an interface wears several groups; here it is the list that is looked
//! at, with all its groups. Rules of one priority and action stand in that list as they do in their
//! group, so here alone the order of a group's rules says what passes.

use crate::plan::{Flavor, Remote, SecurityGroupRule};

/// The rules of a list that take effect on a flavor, in their order.
pub(super) fn understood(
    mut rules: Vec<&SecurityGroupRule>,
    flavor: Flavor,
) -> Vec<&SecurityGroupRule> {
    match flavor {
        Flavor::Standard => {}
        Flavor::OldX86 => rules.retain(|rule| {
            !rule.has_scattered_ports() && !matches!(rule.remote, Remote::AddressGroup(_))
        }),
        Flavor::Kunpeng => {
            let end = rules.iter().position(|rule| rule.has_scattered_ports());
            rules.truncate(end.unwrap_or(rules.len()));
        }
    }
    rules
}
