//! The steps of a change, carried out one by one as in the console.
//!
//! The lists of the console begin as those of the state before. Every step is done with what is in
//! them at that time, found by what it says; after every step the engine is asked whether anything
//! is stopped that was not stopped before.

use std::collections::HashSet;

use elb_rule_planner::edit::transact;
use elb_rule_planner::engine::check;
use elb_rule_planner::engine::compare::{AnyRule, ChangePlan, OwnRule, OwnRuleKind};
use elb_rule_planner::engine::report::{ChangeKind, RulePlace};
use elb_rule_planner::plan::{
    Direction, LoadBalancerId, LoadBalancerKind, NetworkAclRule, Plan, Priority, RuleId,
    SecurityGroupRule,
};

use crate::random::{FlowTexts, stopped};

/// The change that the console is about to take.
pub(crate) struct Console<'a> {
    steps: &'a ChangePlan,
    /// The state to reach with everything that it lacks.
    end: Plan,
    pub(crate) now: Plan,
    today: HashSet<FlowTexts>,
    next: u32,
}

/// Ids from here on are those of rules that were added on the way.
const FIRST_NEW: u32 = 1_000_000;

fn was_there(id: RuleId) -> bool {
    id.0 < FIRST_NEW
}

type Outcome = Result<(), String>;

fn bare_group(rule: &SecurityGroupRule) -> SecurityGroupRule {
    SecurityGroupRule { id: RuleId(0), description: String::new(), ..rule.clone() }
}

pub(crate) fn bare_acl(rule: &NetworkAclRule) -> NetworkAclRule {
    NetworkAclRule { id: RuleId(0), description: String::new(), ..rule.clone() }
}

impl<'a> Console<'a> {
    pub(crate) fn of(steps: &'a ChangePlan) -> Self {
        Self {
            steps,
            end: transact(&steps.target, &steps.report.remedy()).unwrap(),
            now: steps.before.clone(),
            today: stopped(&steps.today),
            next: FIRST_NEW,
        }
    }

    /// Carries everything out, and says which step fails.
    pub(crate) fn carry_out(&mut self) -> Outcome {
        self.create_places();
        for addition in &self.steps.additions {
            let change = addition.in_place();
            match &change.kind {
                ChangeKind::AddSecurityGroupRule { direction, rule } => {
                    let rule = AnyRule::SecurityGroup(rule.clone());
                    self.add(change.place, *direction, &rule, None, true)?;
                }
                ChangeKind::AddNetworkAclRule { direction, rule, position, above } => {
                    let rule = AnyRule::NetworkAcl(rule.clone());
                    self.add(change.place, *direction, &rule, Some(position - 1), true)?;
                    self.stands_above(change.place, *direction, *position, *above)?;
                }
                ChangeKind::LowerPriority { direction, rule, from, to, .. } => {
                    let deny = self.changed_rule(*rule)?;
                    self.lower(change.place, *direction, &deny, *from, *to)?;
                }
            }
            self.nothing_is_stopped(&format!("{:?}", addition.change.kind))?;
        }
        for own in &self.steps.opened {
            self.own(own)?;
        }
        self.change();
        self.nothing_is_stopped("the change")?;
        let upgrades = upgraded(&self.steps.before, &self.steps.target);
        if upgrades != self.steps.upgrades {
            return Err(format!("{upgrades:?} are upgraded, not {:?}", self.steps.upgrades));
        }
        self.can_be_rolled_back(&upgrades, "the change")?;
        for waits in [false, true] {
            for own in &self.steps.closed {
                if own.after_upgrades.is_empty() != waits {
                    self.own(own)?;
                    if !waits {
                        self.can_be_rolled_back(&upgrades, &format!("{own:?}"))?;
                    }
                }
            }
            for removal in &self.steps.removals {
                if removal.after_upgrades.is_empty() != waits {
                    let rule = self.changed_rule(removal.rule)?;
                    self.remove(removal.place, removal.direction, &rule)?;
                    self.nothing_is_stopped(&format!("{removal:?}"))?;
                    if !waits {
                        self.can_be_rolled_back(&upgrades, &format!("{removal:?}"))?;
                    }
                }
            }
        }
        self.is_the_end()?;
        for kept in &self.steps.kept {
            let before = find(&self.steps.before, kept.rule).ok_or("a rule is kept that is not")?;
            let found = match before {
                AnyRule::SecurityGroup(rule) => self
                    .group(kept.place, kept.direction)?
                    .iter()
                    .any(|it| bare_group(it) == bare_group(&rule)),
                AnyRule::NetworkAcl(rule) => self
                    .acl(kept.place, kept.direction)?
                    .iter()
                    .any(|it| bare_acl(it) == bare_acl(&rule)),
            };
            if !found {
                return Err(format!("{kept:?} is gone"));
            }
        }
        Ok(())
    }

    /// Security groups, network ACLs and address groups that are new bring their rules with them.
    fn create_places(&mut self) {
        let target = &self.steps.target;
        for group in &target.security_groups {
            if self.now.security_group(group.id).is_none() {
                self.now.security_groups.push(group.clone());
            }
        }
        for acl in &target.network_acls {
            if self.now.network_acl(acl.id).is_none() {
                self.now.network_acls.push(acl.clone());
            }
        }
        for group in &target.address_groups {
            if self.now.address_group(group.id).is_none() {
                self.now.address_groups.push(group.clone());
            }
        }
    }

    fn change(&mut self) {
        let target = &self.steps.target;
        let mut acls = self.now.network_acls.clone();
        for acl in &mut acls {
            if let Some(new) = target.network_acl(acl.id) {
                acl.enabled = new.enabled;
            }
        }
        acls.retain(|acl| target.network_acl(acl.id).is_some());
        let mut groups = self.now.security_groups.clone();
        groups.retain(|group| target.security_group(group.id).is_some());
        self.now = Plan { security_groups: groups, network_acls: acls, ..target.clone() };
    }

    fn own(&mut self, own: &OwnRule) -> Outcome {
        let (place, direction) = (own.place, own.direction);
        match &own.kind {
            OwnRuleKind::Added(rule) => self.add(place, direction, rule, None, false)?,
            OwnRuleKind::Removed(rule) => self.remove(place, direction, rule)?,
            OwnRuleKind::Lowered { before, after } => {
                let (AnyRule::SecurityGroup(old), AnyRule::SecurityGroup(new)) = (before, after)
                else {
                    return Err("a network ACL rule has no priority".to_owned());
                };
                self.lower(place, direction, before, old.priority, new.priority)?;
            }
        }
        self.nothing_is_stopped(&format!("{own:?}"))
    }

    fn add(
        &mut self,
        place: RulePlace,
        list: Direction,
        rule: &AnyRule,
        at: Option<usize>,
        is_proposed: bool,
    ) -> Outcome {
        self.next += 1;
        let id = RuleId(self.next);
        match rule {
            AnyRule::SecurityGroup(rule) => {
                let rules = self.group(place, list)?;
                let same = |it: &&SecurityGroupRule| bare_group(it) == bare_group(rule);
                if is_proposed && rules.iter().any(|it| was_there(it.id) && same(&it)) {
                    return Err(format!("{rule:?} is there already"));
                }
                rules.push(SecurityGroupRule { id, ..rule.clone() });
            }
            AnyRule::NetworkAcl(rule) => {
                let RulePlace::NetworkAcl(acl) = place else { return Err("no ACL".to_owned()) };
                let end: Vec<NetworkAclRule> =
                    self.end.network_acl(acl).unwrap().rules(list).clone();
                // A rule that is about to go is no landmark: another rule may take its place.
                let going = self.going();
                let rules = self.acl(place, list)?;
                let stays = |it: &NetworkAclRule| !was_there(it.id) || !going.contains(&it.id);
                let same = |it: &&NetworkAclRule| bare_acl(it) == bare_acl(rule);
                // A rule that was drawn below a deny, as was one above it, has to be there twice,
                // or else others would have to move as well.
                let is_drawn = end.iter().filter(|it| it.enabled && same(it)).count() > 1;
                if is_proposed && !is_drawn && rules.iter().any(|it| was_there(it.id) && same(&it))
                {
                    return Err(format!("{rule:?} is there already"));
                }
                let own = end.iter().position(|it| it.id == rule.id).unwrap();
                // Right below what it has above it at the end; where that stands twice, the upper
                // one is meant.
                let above = end[..own].iter().filter(|it| it.enabled).filter_map(|above| {
                    rules.iter().position(|it| bare_acl(it) == bare_acl(above) && stays(it))
                });
                let below = end[own + 1..].iter().filter(|it| it.enabled).find_map(|below| {
                    rules.iter().position(|it| bare_acl(it) == bare_acl(below) && stays(it))
                });
                let at = at.or(above.max().map(|at| at + 1)).or(below).unwrap_or(0);
                if at > rules.len() {
                    return Err(format!("there is no place {at} in {rules:?}"));
                }
                rules.insert(at, NetworkAclRule { id, ..rule.clone() });
            }
        }
        Ok(())
    }

    fn remove(&mut self, place: RulePlace, list: Direction, rule: &AnyRule) -> Outcome {
        let missing = || format!("{rule:?} is not there to remove");
        match rule {
            AnyRule::SecurityGroup(rule) => {
                let rules = self.group(place, list)?;
                let at = rules.iter().position(|it| bare_group(it) == bare_group(rule));
                rules.remove(at.ok_or_else(missing)?);
            }
            AnyRule::NetworkAcl(rule) => {
                let rules = self.acl(place, list)?;
                // One that was there before goes, not the one that takes its place.
                let mut same =
                    (0..rules.len()).filter(|at| bare_acl(&rules[*at]) == bare_acl(rule));
                let at = same.clone().find(|at| rules[*at].id == rule.id).or(same.next());
                rules.remove(at.ok_or_else(missing)?);
            }
        }
        Ok(())
    }

    fn lower(
        &mut self,
        place: RulePlace,
        list: Direction,
        deny: &AnyRule,
        from: Priority,
        to: Priority,
    ) -> Outcome {
        let AnyRule::SecurityGroup(deny) = deny else { return Err("no group".to_owned()) };
        let deny = SecurityGroupRule { priority: from, ..bare_group(deny) };
        let rules = self.group(place, list)?;
        let found = rules.iter_mut().find(|it| bare_group(it) == deny);
        found.ok_or_else(|| format!("{deny:?} is not there to lower"))?.priority = to;
        Ok(())
    }

    fn stands_above(
        &mut self,
        place: RulePlace,
        list: Direction,
        position: usize,
        above: Option<RuleId>,
    ) -> Outcome {
        let below = self.acl(place, list)?[position..].iter().map(|it| it.id);
        let below = below.clone().find(|id| was_there(*id));
        match below == above {
            true => Ok(()),
            false => Err(format!("position {position} is above {below:?}, not {above:?}")),
        }
    }

    fn nothing_is_stopped(&self, step: &str) -> Outcome {
        let report = check(&self.now);
        match stopped(&report).iter().find(|flow| !self.today.contains(*flow)) {
            Some(flow) => Err(format!("{flow:?} is stopped after {step}")),
            None => Ok(()),
        }
    }

    /// Until the upgrades are completed, the rules let pass what the state before needs of the load
    /// balancers, and what they need in the state to reach once they are rolled back, if that is
    /// said to be proved.
    fn can_be_rolled_back(&self, upgrades: &[LoadBalancerId], step: &str) -> Outcome {
        if upgrades.is_empty() {
            return match self.steps.proof.rolled_back {
                None => Ok(()),
                Some(_) => Err("there is nothing to roll back".to_owned()),
            };
        }
        let mut before = self.steps.before.clone();
        for list in Direction::BOTH {
            for group in &mut before.security_groups {
                if let Some(now) = self.now.security_group(group.id) {
                    group.rules_mut(list).clone_from(now.rules(list));
                }
            }
            for acl in &mut before.network_acls {
                if let Some(now) = self.now.network_acl(acl.id) {
                    acl.rules_mut(list).clone_from(now.rules(list));
                }
            }
        }
        // Rules that were added may name groups that are new.
        let is_new = |id| !before.address_groups.iter().any(|it| it.id == id);
        let new = self.now.address_groups.iter().filter(|it| is_new(it.id));
        let new = new.cloned().collect::<Vec<_>>();
        before.address_groups.extend(new);
        let mut report = check(&before);
        report.flows.retain(|flow| upgrades.contains(&flow.load_balancer));
        if let Some(flow) = stopped(&report).iter().find(|flow| !self.today.contains(*flow)) {
            return Err(format!("{flow:?} of the state before is stopped after {step}"));
        }
        if self.steps.proof.rolled_back == Some(true) {
            let mut now = self.now.clone();
            for own in now.load_balancers.iter_mut().filter(|it| upgrades.contains(&it.id)) {
                own.clone_from(self.steps.before.load_balancer(own.id).unwrap());
            }
            let stopped = stopped(&check(&now));
            if let Some(flow) = stopped.iter().find(|flow| !self.today.contains(*flow)) {
                return Err(format!("{flow:?} is stopped if {step} is rolled back"));
            }
        }
        Ok(())
    }

    /// The rules of the state before that are to be removed.
    fn going(&self) -> Vec<RuleId> {
        let own = self.steps.opened.iter().chain(&self.steps.closed);
        let removed = own.filter_map(|own| match &own.kind {
            OwnRuleKind::Removed(rule) => Some(rule.id()),
            OwnRuleKind::Added(_) | OwnRuleKind::Lowered { .. } => None,
        });
        removed.collect()
    }

    /// The lists are those of the state to reach, with what it lacks and without what can go.
    fn is_the_end(&self) -> Outcome {
        let gone = |id: RuleId| self.steps.removals.iter().any(|it| it.rule == id);
        for list in Direction::BOTH {
            for end in &self.end.security_groups {
                let bare = |rules: &[SecurityGroupRule]| {
                    let rules = rules.iter().filter(|it| it.enabled && !gone(it.id));
                    let mut rules: Vec<_> =
                        rules.map(|it| serde_json::to_string(&bare_group(it)).unwrap()).collect();
                    rules.sort_unstable();
                    rules
                };
                let now = self.now.security_group(end.id).unwrap();
                if bare(now.rules(list)) != bare(end.rules(list)) {
                    return Err(format!("{:?} is not {:?}", now.rules(list), end.rules(list)));
                }
            }
            for end in &self.end.network_acls {
                // Rules of one action that follow each other may do so in any order.
                let bare = |rules: &[NetworkAclRule]| {
                    let rules: Vec<_> = rules
                        .iter()
                        .filter(|it| it.enabled && !gone(it.id))
                        .map(bare_acl)
                        .collect();
                    let runs = rules.chunk_by(|one, other| one.action == other.action);
                    let sorted = runs.map(|run| {
                        let mut run: Vec<_> =
                            run.iter().map(|it| serde_json::to_string(it).unwrap()).collect();
                        run.sort_unstable();
                        run
                    });
                    sorted.collect::<Vec<_>>()
                };
                let now = self.now.network_acl(end.id).unwrap();
                if bare(now.rules(list)) != bare(end.rules(list)) {
                    return Err(format!("{:?} is not {:?}", now.rules(list), end.rules(list)));
                }
            }
        }
        Ok(())
    }

    /// A rule of the state to reach.
    fn changed_rule(&self, id: RuleId) -> Result<AnyRule, String> {
        find(&self.end, id).or_else(|| find(&self.steps.target, id)).ok_or(format!("{id}?"))
    }

    fn group(
        &mut self,
        place: RulePlace,
        list: Direction,
    ) -> Result<&mut Vec<SecurityGroupRule>, String> {
        let RulePlace::SecurityGroup(id) = place else { return Err("no group".to_owned()) };
        Ok(self.now.security_group_mut(id).ok_or("no such group")?.rules_mut(list))
    }

    fn acl(
        &mut self,
        place: RulePlace,
        list: Direction,
    ) -> Result<&mut Vec<NetworkAclRule>, String> {
        let RulePlace::NetworkAcl(id) = place else { return Err("no ACL".to_owned()) };
        Ok(self.now.network_acl_mut(id).ok_or("no such ACL")?.rules_mut(list))
    }
}

/// The load balancers that go from shared to dedicated.
fn upgraded(before: &Plan, after: &Plan) -> Vec<LoadBalancerId> {
    let shared = before.load_balancers.iter().filter(|it| it.kind == LoadBalancerKind::Shared);
    let is_now_dedicated = |id| {
        let mut after = after.load_balancers.iter();
        after.any(|it| it.id == id && it.kind == LoadBalancerKind::Dedicated)
    };
    shared.map(|it| it.id).filter(|id| is_now_dedicated(*id)).collect()
}

fn find(plan: &Plan, id: RuleId) -> Option<AnyRule> {
    for list in Direction::BOTH {
        let mut groups = plan.security_groups.iter().flat_map(|it| it.rules(list));
        if let Some(rule) = groups.find(|it| it.id == id) {
            return Some(AnyRule::SecurityGroup(rule.clone()));
        }
        let mut acls = plan.network_acls.iter().flat_map(|it| it.rules(list));
        if let Some(rule) = acls.find(|it| it.id == id) {
            return Some(AnyRule::NetworkAcl(rule.clone()));
        }
    }
    None
}
