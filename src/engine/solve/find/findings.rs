//! All findings: problems that no rule solves, and explanations of the answer.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::collector::Findings;
use super::limits;
use super::shown_flows::ShownFlows;
use crate::engine::index::Index;
use crate::engine::report::{
    Change, ClauseId, Decider, Finding, FindingKind, Flow, FlowId, ReadingId, RulePlace, Severity,
    Verdict,
};
use crate::engine::requirements::{
    Requirement, access_control, has_table, home_of_unattached, idle_listeners, senders,
};
use crate::engine::solve::decide::evaluate::from_anywhere;
use crate::engine::solve::decide::evaluated_path::EvaluatedPath;
use crate::engine::solve::decide::health;
use crate::engine::solve::decide::path_summary::{Overview, deciders};
use crate::engine::solve::filters::policies::Policies;
use crate::plan::{
    Action, BackendProtocol, Cidr, Direction, LoadBalancer, LoadBalancerKind, MemberTarget, Remote,
    RuleId, add_new,
};

/// Returns all findings: first the problems of the plan, then those of each element.
pub(crate) fn findings(
    index: &Index,
    (paths, own): (&[EvaluatedPath], &[EvaluatedPath]),
    shown: ShownFlows,
    overview: &Overview,
    policies: &mut Policies,
    changes: &[Change],
) -> Vec<Finding> {
    let mut findings = Findings::about(index, shown, overview, changes);
    findings.problems();
    findings.load_balancers();
    findings.layer7_over_ipv4();
    findings.listeners(paths, policies);
    findings.groups();
    findings.members();
    findings.rules_not_known(paths.iter().chain(own));
    findings.several_groups();
    findings.port_security();
    findings.sources_disagree();
    findings.over_broad();
    findings.ping_only(paths, policies);
    findings.list.extend(limits::findings(index, changes));
    findings.opened_beside();
    findings.rules_where_avoided();
    findings.cut_connections();
    crate::plan::sort_list(&mut findings.list, |one, other| one.severity.cmp(&other.severity));
    findings.list
}

impl Findings<'_> {
    /// Adds the problems of the plan itself. The rest of the answer is given all the same.
    fn problems(&mut self) {
        for problem in self.index.plan.problems() {
            self.add(Severity::Error, problem.subject, FindingKind::Problem(problem), &[]);
        }
    }

    fn load_balancers(&mut self) {
        for balancer in &self.index.plan.load_balancers {
            if !self.overview.load_balancers.contains(&balancer.id) {
                continue;
            }
            let mut own = vec![balancer.subnet];
            match balancer.kind {
                LoadBalancerKind::Dedicated => {
                    self.backend_subnets(balancer);
                    own.extend(balancer.current_backend_subnets());
                    own.dedup();
                }
                // A shared one sends from elsewhere.
                LoadBalancerKind::Shared if self.index.plan.settings.shared_sources.is_empty() => {
                    let kind = FindingKind::SharedSourceByRegion;
                    self.add(Severity::Info, balancer.id, kind, &[ClauseId::BackendSubnet]);
                }
                LoadBalancerKind::Shared => {}
            }
            for id in own {
                let acl = self.index.subnet(id).and_then(|subnet| subnet.network_acl);
                let Some(acl) = acl.and_then(|acl| self.index.network_acl(acl)) else { continue };
                if acl.enabled {
                    let kind =
                        FindingKind::LoadBalancerSubnetAcl { network_acl: acl.id, subnet: id };
                    let (clauses, reading) = ([ClauseId::NetworkAcl], ReadingId::LoadBalancerAcl);
                    self.add_disputed(Severity::Info, balancer.id, kind, &clauses, reading);
                }
            }
        }
    }

    /// The subnets that are only taken to be backend subnets, and those that were.
    fn backend_subnets(&mut self, balancer: &LoadBalancer) {
        if balancer.backend_subnets.is_empty() {
            let kind = FindingKind::DefaultBackendSubnet { subnet: balancer.subnet };
            self.add(Severity::Info, balancer.id, kind, &[ClauseId::BackendSubnet]);
        }
        for subnet in &balancer.previous_backend_subnets {
            if !balancer.current_backend_subnets().contains(subnet) {
                let kind = FindingKind::PreviousBackendSubnet { subnet: *subnet };
                self.add(Severity::Info, balancer.id, kind, &[ClauseId::SubnetChange]);
            }
        }
    }

    /// Listeners whose traffic no rule can stop.
    fn listeners(&mut self, asked: &[EvaluatedPath], policies: &mut Policies) {
        let mut of_listener: FxHashMap<_, Vec<&Requirement>> = FxHashMap::default();
        let has_exempt = self.overview.verdicts.exempt > 0;
        let requirements =
            asked.iter().filter(|_| has_exempt).flat_map(EvaluatedPath::requirements);
        for (flow, (_, requirement)) in self.flows().zip(requirements) {
            if flow.verdict == Verdict::Exempt {
                for listener in flow.listeners.iter() {
                    let key = (flow.load_balancer, *listener);
                    of_listener.entry(key).or_default().push(requirement);
                }
            }
        }
        for (balancer, listener) in self.index.plan.listeners() {
            let past_rules = of_listener.get(&(balancer.id, listener.id));
            let exempt = past_rules.is_some();
            let mut denies: Vec<RuleId> = vec![];
            for requirement in past_rules.into_iter().flatten() {
                let Some(member) = requirement.destination else { continue };
                let packets = from_anywhere(requirement, member);
                for filter_check in &requirement.filter_checks {
                    let filter = policies.filter(&filter_check.filter, Direction::Inbound);
                    let of_acl = || filter.decide(packets).denying_rules().collect();
                    let stopping = filter.denies(&packets).unwrap_or_else(of_acl);
                    add_new(&mut denies, stopping.iter());
                }
            }
            if exempt {
                let severity = if denies.is_empty() { Severity::Info } else { Severity::Warning };
                let kind = FindingKind::RulesDoNotProtect {
                    listener: listener.id,
                    access_control: access_control::limits_clients(listener),
                    denies_without_effect: denies,
                };
                let clauses = [ClauseId::Layer4, ClauseId::AccessControl];
                match balancer.kind {
                    LoadBalancerKind::Dedicated => {
                        self.add(severity, listener.id, kind, &clauses);
                    }
                    LoadBalancerKind::Shared => {
                        let reading = ReadingId::TransferredClientIp;
                        self.add_disputed(severity, listener.id, kind, &clauses, reading);
                    }
                }
            }
        }
    }

    fn groups(&mut self) {
        let groups = self.index.plan.backend_server_groups.iter();
        for group in groups.filter(|group| group.protocol != BackendProtocol::Ip) {
            if self.index.listeners_of(group).is_empty() {
                let home = home_of_unattached(self.index, group).map(|balancer| balancer.id);
                let listeners = idle_listeners(self.index, group);
                // Where they are not joined, nothing is sent or checked, whatever the rules say.
                let severity =
                    if listeners.is_empty() { Severity::Warning } else { Severity::Error };
                let (group, load_balancer) = (group.id, home);
                let kind = FindingKind::GroupWithoutListener { group, load_balancer, listeners };
                self.add(severity, group, kind, &[]);
                continue;
            }
            if group.members.is_empty() {
                continue;
            }
            if !has_table(group.protocol) {
                let kind = FindingKind::NoTableForProtocol { group: group.id };
                let clause = crate::engine::requirements::table_of(group.protocol);
                self.add(Severity::Info, group.id, kind, &[clause]);
            }
            if !group.health_check.enabled {
                let kind = FindingKind::HealthCheckOff { group: group.id };
                self.add(Severity::Info, group.id, kind, &[ClauseId::HealthCheck]);
            }
            if let Some(paths) = self.overview.checked.get(&group.id) {
                self.list.extend(health::findings(group, paths));
            }
        }
    }

    fn members(&mut self) {
        for group in &self.index.plan.backend_server_groups {
            let senders = senders(self.index, group).collect::<Vec<_>>();
            if senders.is_empty() {
                continue;
            }
            self.ip_members(group, &senders);
            for (balancer, listeners) in self.index.listeners_of(group) {
                let unclear = balancer.kind == LoadBalancerKind::Dedicated
                    && balancer.ip_as_backend
                    && listeners.iter().any(|it| it.protocol.is_layer4() && !it.nat64);
                let members = group
                    .members
                    .iter()
                    .filter(|member| matches!(member.target, MemberTarget::Server(_)))
                    .map(|member| member.id)
                    .collect::<Vec<_>>();
                if unclear && !members.is_empty() {
                    let kind = FindingKind::ClientAddressUnclear { members };
                    let (clauses, reading) = ([ClauseId::Layer4], ReadingId::ClientAddresses);
                    self.add_disputed(Severity::Info, group.id, kind, &clauses, reading);
                }
            }
        }
    }

    /// Servers with several groups on which the two readings disagree.
    fn several_groups(&mut self) {
        if !self.overview.has_disputed {
            return;
        }
        let mut disputed: FxHashMap<_, Vec<FlowId>> = FxHashMap::default();
        for path in self.paths.iter().filter(|path| path.summary.has_disputed) {
            for flow in &path.flows {
                if deciders(&flow.layers).any(|(_, by, _)| by == Decider::Ambiguous) {
                    disputed.entry(flow.target).or_default().push(flow.id);
                }
            }
        }
        for server in &self.index.plan.servers {
            if let Some(flows) = disputed.get(&MemberTarget::Server(server.id)).cloned() {
                let kind = FindingKind::SeveralSecurityGroups { flows };
                let reading = ReadingId::SeveralSecurityGroups;
                self.add_disputed(Severity::Warning, server.id, kind, &[], reading);
            }
        }
    }

    /// Rules that let the load balancer in because they let everyone in.
    fn over_broad(&mut self) {
        let rules = self.index.plan.security_groups.iter().flat_map(|group| &group.inbound);
        let for_anyone = rules.filter(|rule| {
            let is_any = matches!(rule.remote, Remote::Cidr(cidr) if cidr.is_any());
            is_any && rule.action == Action::Allow
        });
        let for_anyone = for_anyone.map(|rule| rule.id).collect::<Vec<_>>();
        // Nothing to look for on the paths if there are no such rules.
        if for_anyone.is_empty() {
            return;
        }
        let mut used: FxHashMap<RuleId, Vec<Cidr>> = FxHashMap::default();
        let sought = for_anyone.iter().collect::<FxHashSet<_>>();
        for path in self.paths {
            for rule in path.summary.letting_in.iter().filter(|rule| sought.contains(rule)) {
                let lets_in = |flow: &&Rc<Flow>| {
                    let mut passing = deciders(&flow.layers).filter(|(_, _, passes)| *passes);
                    passing.any(|(_, by, _)| by == Decider::Rule(*rule))
                };
                let flows = path.flows.iter().filter(lets_in);
                let sources = used.entry(*rule).or_default();
                flows.for_each(|flow| add_new(sources, &[flow.source.cidr]));
            }
        }
        for rule in for_anyone {
            let Some(sources) = used.remove(&rule) else { continue };
            // Where everyone has to come in, the rule is no broader than that.
            if !sources.iter().any(|it| it.is_any()) {
                self.add(Severity::Info, rule, FindingKind::OverBroad { rule, sources }, &[]);
            }
        }
    }

    fn cut_connections(&mut self) {
        let inbound = self.changes.iter().filter(|it| it.kind.direction() == Direction::Inbound);
        let places = inbound.map(|change| change.place).collect::<FxHashSet<_>>();
        for group in &self.index.plan.security_groups {
            let changed = places.contains(&RulePlace::SecurityGroup(group.id));
            if changed {
                let kind = FindingKind::CutsConnections { security_group: group.id };
                self.add(Severity::Info, group.id, kind, &[]);
            }
        }
    }
}
