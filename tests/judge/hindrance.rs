//! Rules of random plans that no change may move out of the way.

use elb_rule_planner::plan::{Action, Direction, Flavor, Plan, SecurityGroupRule, Server};

/// True if an allow of priority 1 that a Kunpeng flavor cannot read may have to stay in front of the
/// rules to add, since with priority 2 a deny would come before it. Every other random plan can be
/// closed.
pub(crate) fn may_stay_open(plan: &Plan) -> bool {
    let is_gap = |it: &SecurityGroupRule| {
        it.enabled
            && (it.action, it.priority.number()) == (Action::Allow, 1)
            && it.has_scattered_ports()
    };
    let would_hide = |it: &SecurityGroupRule| {
        it.enabled && (it.action, it.priority.number()) == (Action::Deny, 2)
    };
    let worn = |server: &Server| {
        let interfaces = server.all_interfaces().map(|it| it.security_groups.to_vec());
        interfaces.collect::<Vec<_>>()
    };
    let combinations = plan.servers.iter().flat_map(worn).collect::<Vec<_>>();
    let kunpeng = plan.servers.iter().filter(|it| it.flavor == Flavor::Kunpeng);
    let ids = kunpeng.flat_map(worn).flatten().collect::<Vec<_>>();
    Direction::BOTH.into_iter().any(|direction| {
        let groups = plan.security_groups.iter().filter(|group| ids.contains(&group.id));
        let mut groups = groups.filter(|group| group.rules(direction).iter().any(is_gap));
        groups.any(|group| {
            let together = combinations.iter().filter(|worn| worn.contains(&group.id));
            let mut beside = plan.security_groups.iter();
            let together = together.flatten().collect::<Vec<_>>();
            beside
                .any(|it| together.contains(&&it.id) && it.rules(direction).iter().any(would_hide))
        })
    })
}
