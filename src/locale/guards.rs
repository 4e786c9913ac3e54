//! The things that a security group or a network ACL guards.

use crate::engine::report::RulePlace;
use crate::plan::Plan;

use super::names::name;

/// The text beside the name of a security group or a network ACL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuardsText(pub(super) Guards);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Guards {
    /// A security group, with the number of servers that wear it.
    Servers(usize),
    /// A network ACL, with its subnets.
    Subnets(Vec<String>),
}

impl GuardsText {
    /// The name of a place; its id where it has no name.
    #[must_use]
    pub fn name(place: RulePlace, plan: &Plan) -> String {
        name(plan, place)
    }

    /// The things that a security group or a network ACL guards in a plan.
    #[must_use]
    pub fn of(place: RulePlace, plan: &Plan) -> Self {
        Self(match place {
            RulePlace::SecurityGroup(id) => {
                Guards::Servers(plan.servers.iter().filter(|it| it.wears(id)).count())
            }
            RulePlace::NetworkAcl(id) => Guards::Subnets(
                plan.subnets
                    .iter()
                    .filter(|it| it.network_acl == Some(id))
                    .map(|it| name(plan, it.id))
                    .collect(),
            ),
        })
    }
}

area!(guards::text, GuardsText);
