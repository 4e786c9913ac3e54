//! Taking things away, and saying what goes with them.

use std::collections::BTreeSet;

use super::CommandStep;
use super::command_step::name_of;
use crate::edit::{Edit, apply};
use crate::layout::{Scene, leaders};
use crate::locale::{NoticeText, Referrer, Removed, RemovedPart};
use crate::plan::{Direction, ElementId, Id, MemberId, Plan, RuleId, set_of};

/// Takes things away with all that cannot stand without them.
#[must_use]
pub fn remove(plan: &Plan, ids: &[ElementId]) -> CommandStep {
    let mut left = plan.clone();
    let mut edits = vec![];
    for id in ids {
        let edit = Edit::Remove(*id);
        // A thing that goes with another one is not removed again.
        if apply(&mut left, &edit).is_ok() {
            edits.push(edit);
        }
    }
    let said =
        (!edits.is_empty()).then(|| NoticeText::Removed(Box::new(removed(plan, &left, ids))));
    CommandStep::of(edits).selecting(vec![]).saying(said)
}

/// Lists what is gone from one plan to another, by what was chosen and what went with it.
fn removed(before: &Plan, after: &Plan, chosen: &[ElementId]) -> Removed {
    let left = set_of(after.element_ids());
    let gone = before.element_ids().filter(|id| !left.contains(id)).collect::<Vec<_>>();
    // A thing that was chosen together with what holds it is not named again.
    let named = leaders(&Scene::of(before), chosen).into_iter().filter(|id| gone.contains(id));
    let named = named.collect::<Vec<_>>();
    let mut held: Vec<(ElementId, usize)> = vec![];
    for id in gone.iter().filter(|id| !named.contains(id)) {
        let same_kind = |one: &ElementId| std::mem::discriminant(one) == std::mem::discriminant(id);
        match held.iter_mut().find(|(kind, _)| same_kind(kind)) {
            Some((_, count)) => *count = count.saturating_add(1),
            None => held.push((*id, 1)),
        }
    }
    Removed {
        names: named.iter().map(|id| name_of(before, *id)).collect(),
        held,
        parts: parts(before, after),
        referred: referrers(before, after),
    }
}

/// Parts of things that stay which are gone.
fn parts(before: &Plan, after: &Plan) -> Vec<(RemovedPart, usize)> {
    let memberships = lost(&members(before, after), &members(after, after));
    let rules = lost(&rules(before, after), &rules(after, after));
    let count = |plan: &Plan, of: &dyn Fn(&Plan) -> usize| of(plan);
    let policies = |plan: &Plan| {
        let stay = plan.listeners().filter(|(_, it)| after.listener(it.id).is_some());
        stay.map(|(_, it)| it.policies.len()).sum()
    };
    let interfaces = |plan: &Plan| {
        let stay = plan.servers.iter().filter(|it| after.server(it.id).is_some());
        stay.map(|it| it.interfaces.len()).sum()
    };
    let fewer = |of: &dyn Fn(&Plan) -> usize| count(before, of).saturating_sub(count(after, of));
    let all = [
        (RemovedPart::Membership, memberships),
        (RemovedPart::Rule, rules),
        (RemovedPart::ForwardingPolicy, fewer(&policies)),
        (RemovedPart::NetworkInterface, fewer(&interfaces)),
    ];
    all.into_iter().filter(|(_, number)| *number > 0).collect()
}

fn lost<I: Id>(before: &BTreeSet<I>, after: &BTreeSet<I>) -> usize {
    before.difference(after).count()
}

/// The members of the groups that another plan has as well.
fn members(plan: &Plan, stays: &Plan) -> BTreeSet<MemberId> {
    let stay = plan.members().filter(|(it, _)| stays.backend_server_group(it.id).is_some());
    set_of(stay.map(|(_, member)| member.id))
}

/// The rules of the security groups and network ACLs that another plan has as well.
fn rules(plan: &Plan, stays: &Plan) -> BTreeSet<RuleId> {
    let groups = plan.security_groups.iter().filter(|it| stays.security_group(it.id).is_some());
    let of_groups = groups.flat_map(|it| Direction::BOTH.map(|way| it.rules(way)));
    let of_groups = of_groups.flatten().map(|rule| rule.id);
    let acls = plan.network_acls.iter().filter(|it| stays.network_acl(it.id).is_some());
    let of_acls = acls.flat_map(|it| Direction::BOTH.map(|way| it.rules(way)));
    set_of(of_groups.chain(of_acls.flatten().map(|rule| rule.id)))
}

/// Things that stay and referred to something that is gone.
fn referrers(before: &Plan, after: &Plan) -> Vec<(Referrer, usize)> {
    let listeners = before.listeners().filter(|(_, old)| {
        after.listener(old.id).is_some_and(|(_, new)| {
            old.backend_server_group.is_some() && new.backend_server_group.is_none()
        })
    });
    let servers = before.servers.iter().filter(|old| {
        after.server(old.id).is_some_and(|new| {
            let worn = old.all_interfaces().flat_map(|it| it.security_groups);
            worn.into_iter()
                .any(|group| after.security_group(*group).is_none() && !new.wears(*group))
        })
    });
    let subnets = before.subnets.iter().filter(|old| {
        after
            .subnet(old.id)
            .is_some_and(|new| old.network_acl.is_some() && new.network_acl.is_none())
    });
    let balancers = before.load_balancers.iter().filter(|old| {
        after.load_balancer(old.id).is_some_and(|new| {
            old.backend_subnets.len() > new.backend_subnets.len()
                || old.previous_backend_subnets.len() > new.previous_backend_subnets.len()
        })
    });
    let all = [
        (Referrer::Listener, listeners.count()),
        (Referrer::Server, servers.count()),
        (Referrer::Subnet, subnets.count()),
        (Referrer::LoadBalancer, balancers.count()),
    ];
    all.into_iter().filter(|(_, number)| *number > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::transact;
    use crate::format::{plan as plan_file, samples::SAMPLES};
    use crate::locale::Language;
    use crate::plan::{
        BackendServerGroupId, NetworkAclId, SecurityGroupId, ServerId, SubnetId, VpcId,
    };

    fn shop() -> Plan {
        let sample = SAMPLES.iter().find(|it| it.id == "shop").unwrap();
        plan_file::read(sample.json).unwrap()
    }

    fn said(plan: &Plan, ids: &[ElementId]) -> String {
        let step = remove(plan, ids);
        transact(plan, &step.edits).unwrap();
        step.said.unwrap().text(Language::English).into_owned()
    }

    #[test]
    fn a_container_says_how_much_it_takes_along() {
        let plan = shop();
        let text = said(&plan, &[VpcId(1).into()]);
        assert_eq!(
            text,
            "Removed vpc-shop with 4 subnets, 1 load balancer, 3 backend server groups and 7 \
             servers."
        );
        // Selected things within it are not named again.
        assert_eq!(said(&plan, &[VpcId(1).into(), ServerId(1).into()]), text);
    }

    #[test]
    fn what_referred_to_a_thing_is_counted() {
        let plan = shop();
        let said = |id: ElementId| said(&plan, &[id]);
        assert_eq!(
            said(SecurityGroupId(1).into()),
            "Removed sg-web. 1 rule went too. 2 servers referred to it and no longer do."
        );
        assert_eq!(
            said(NetworkAclId(1).into()),
            "Removed acl-web. 1 subnet referred to it and no longer does."
        );
        assert_eq!(
            said(BackendServerGroupId(1).into()),
            "Removed web. 1 listener referred to it and no longer does."
        );
        assert_eq!(
            said(SubnetId(2).into()),
            "Removed subnet-web with 3 servers. 3 memberships went too."
        );
        assert_eq!(said(ServerId(1).into()), "Removed web-1. 1 membership went too.");
        assert_eq!(said(ServerId(6).into()), "Removed db-1.");
    }

    #[test]
    fn a_thing_that_is_not_there_is_removed_without_a_word() {
        assert_eq!(remove(&Plan::default(), &[ServerId(1).into()]).said, None);
    }
}
