//! Security groups that no server has, and network ACLs that no subnet has.

use rustc_hash::FxHashSet;

use crate::engine::report::{LintKind, LintNote};
use crate::plan::{Plan, Server};

/// The notes on groups and network ACLs that guard nothing.
pub(super) fn notes(plan: &Plan) -> Vec<LintNote> {
    let interfaces = plan.servers.iter().flat_map(Server::all_interfaces);
    let worn = interfaces.flat_map(|it| it.security_groups).collect::<FxHashSet<_>>();
    let used = plan.subnets.iter().filter_map(|it| it.network_acl).collect::<FxHashSet<_>>();
    let groups = plan.security_groups.iter().filter(|it| !worn.contains(&it.id));
    let acls = plan.network_acls.iter().filter(|it| !used.contains(&it.id));
    let groups = groups.map(|it| LintNote::about(it.id, LintKind::Unused));
    groups.chain(acls.map(|it| LintNote::about(it.id, LintKind::Unused))).collect()
}
