//! Lists of rules beside which others may stand that the plan does not know.

use rustc_hash::FxHashSet;

use super::index::Index;
use super::report::RulePlace;
use crate::plan::{Plan, Server};

/// The security groups and network ACLs of a plan of whose rules nobody can say what they do: their own
/// are not all known, or those of a group that an interface has beside them are not.
pub(super) fn unclear_places(plan: &Plan) -> FxHashSet<RulePlace> {
    let mut unclear = RulePlace::not_known(plan).collect::<FxHashSet<_>>();
    if unclear.is_empty() {
        return unclear;
    }
    let index = Index::of(plan);
    let interfaces = plan.servers.iter().flat_map(Server::all_interfaces);
    for interface in interfaces.filter(|it| it.port_security) {
        if !index.knows_rules_of(interface.security_groups) {
            let groups = interface.security_groups.iter();
            unclear.extend(groups.map(|id| RulePlace::SecurityGroup(*id)));
        }
    }
    unclear
}

/// Checks whether all rules of a security group or network ACL are known.
pub(super) fn is_known(plan: &Plan, place: RulePlace) -> bool {
    match place {
        RulePlace::SecurityGroup(id) => plan.security_group(id).is_none_or(|it| it.rules_known),
        RulePlace::NetworkAcl(id) => plan.network_acl(id).is_none_or(|it| it.rules_known),
    }
}
