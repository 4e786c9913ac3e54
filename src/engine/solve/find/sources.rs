//! Findings about questions that the sources leave open.

use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::collector::Findings;
use crate::engine::report::{
    Change, ChangeKind, ClauseId, Filter, FindingKind, Flow, Level, Outcome, Purpose, ReadingId,
    Severity, Verdict, WhyNotFiltered,
};
use crate::plan::{
    AclAddress, Direction, IpType, Listener, LoadBalancerKind, MAX_PORT_GROUPS, NetworkAclRule,
    Protocol, Remote, SecurityGroupRule, SeveralSecurityGroups, SubjectId, TransferredClientIp,
};

impl Findings<'_> {
    /// Each question that makes a difference to this plan, where no other finding asks it.
    pub(crate) fn sources_disagree(&mut self) {
        self.layer4_health_checks();
        self.transferred_client_ip();
        self.network_acl_state();
        self.several_groups_followed();
    }

    fn ask(&mut self, subject: impl Into<SubjectId>, reading: ReadingId, clauses: &[ClauseId]) {
        let kind = FindingKind::SourcesDisagree;
        self.add_disputed(Severity::Info, subject, kind, clauses, reading);
    }

    /// Groups to which a load balancer forwards past the rules alone, and which it checks.
    fn layer4_health_checks(&mut self) {
        if self.overview.verdicts.exempt == 0 {
            return;
        }
        for group in &self.index.plan.backend_server_groups {
            let past_alone = |check: &&Flow| {
                let mut verdicts = self
                    .to_member(check.member)
                    .iter()
                    .filter(|flow| flow.purpose == Purpose::Traffic && flow.group == check.group)
                    .filter(|flow| flow.load_balancer == check.load_balancer)
                    .map(|flow| flow.verdict);
                let first = verdicts.next();
                first == Some(Verdict::Exempt) && verdicts.all(|it| it == Verdict::Exempt)
            };
            let mut checks = self.to_group(group.id).iter();
            if checks.any(|flow| flow.purpose != Purpose::Traffic && past_alone(flow)) {
                let clauses = [ClauseId::Layer4, ClauseId::HealthCheck];
                self.ask(group.id, ReadingId::Layer4HealthChecks, &clauses);
            }
        }
    }

    /// Listeners that pass on the clients' addresses and are filtered all the same; where they
    /// are exempt, the finding on that asks the question.
    fn transferred_client_ip(&mut self) {
        let settings = &self.index.plan.settings;
        if settings.transferred_client_ip == TransferredClientIp::Exempt {
            return;
        }
        let sending = OnceCell::new();
        for (balancer, listener) in self.index.plan.listeners() {
            let passes_on = balancer.kind == LoadBalancerKind::Shared
                && listener.protocol.is_layer4()
                && listener.transfer_client_ip;
            let sends = || {
                let all = self.flows().flat_map(|flow| flow.listeners.iter());
                all.collect::<FxHashSet<_>>()
            };
            if passes_on && sending.get_or_init(sends).contains(&listener.id) {
                self.ask(listener.id, ReadingId::TransferredClientIp, &[ClauseId::Layer4]);
            }
        }
    }

    /// Network ACLs whose answers are not free anyway.
    fn network_acl_state(&mut self) {
        for acl in &self.index.plan.network_acls {
            if self.overview.network_acls.contains(&acl.id) {
                self.ask(acl.id, ReadingId::NetworkAclState, &[ClauseId::NetworkAclFields]);
            }
        }
    }

    /// Adds the first server on which the chosen reading of several groups makes a difference. If
    /// no reading is chosen, each server has a finding of its own.
    fn several_groups_followed(&mut self) {
        let settings = &self.index.plan.settings;
        if settings.several_security_groups == SeveralSecurityGroups::Unsure {
            return;
        }
        let wears_several = |flow: &&Flow| {
            flow.layers
                .iter()
                .any(|layer| matches!(&layer.filter, Filter::SecurityGroups(ids) if ids.len() > 1))
        };
        if let Some(flow) = self.flows().find(wears_several) {
            let target: crate::plan::ElementId = flow.target.into();
            self.ask(target, ReadingId::SeveralSecurityGroups, &[]);
        }
    }

    /// Load balancers that clients can reach over IPv6, with listeners that forward over IPv4
    /// whatever the clients speak (ELB FAQ on IPv6). Layer 4 forwards each family as it comes.
    pub(crate) fn layer7_over_ipv4(&mut self) {
        let sends = OnceCell::new();
        for balancer in self.index.load_balancers() {
            let home = self.index.subnet(balancer.subnet);
            let takes_ipv6 = balancer.kind == LoadBalancerKind::Dedicated
                && home.is_some_and(|subnet| subnet.cidr_of(IpType::IPv6).is_some());
            if !takes_ipv6 {
                continue;
            }
            let sends = sends.get_or_init(|| {
                let over_ipv4 = self.flows().filter(|flow| flow.ip_type == IpType::IPv4);
                over_ipv4.flat_map(|flow| flow.listeners.iter()).collect::<FxHashSet<_>>()
            });
            let is_it = |it: &&Listener| it.protocol.takes_policies() && sends.contains(&it.id);
            let listeners = balancer.listeners.iter().filter(is_it);
            let listeners = listeners.map(|listener| listener.id).collect::<Vec<_>>();
            if !listeners.is_empty() {
                let kind = FindingKind::Layer7OverIpv4 { listeners };
                self.add(Severity::Info, balancer.id, kind, &[ClauseId::Table4]);
            }
        }
    }

    /// Servers with interfaces on which security groups have no effect.
    pub(crate) fn port_security(&mut self) {
        let off = Outcome::NotFiltered(WhyNotFiltered::PortSecurityOff);
        if !self.overview.has_port_security_off {
            return;
        }
        let paths = self.paths.iter().filter(|path| path.summary.has_port_security_off);
        let reached = paths
            .flat_map(|path| &path.flows)
            .filter(|flow| flow.layers.iter().any(|layer| layer.outcome == off))
            .filter_map(|flow| flow.destination);
        let reached = crate::plan::set_of(reached);
        for server in &self.index.plan.servers {
            let without = server.all_interfaces().filter(|it| !it.port_security);
            let addresses = without
                .flat_map(|it| it.addresses())
                .filter(|address| reached.contains(address))
                .collect::<Vec<_>>();
            if !addresses.is_empty() {
                let kind = FindingKind::PortSecurityOff { addresses };
                self.add(Severity::Warning, server.id, kind, &[]);
            }
        }
    }
}

/// The fields that rules with merged ports share.
#[derive(PartialEq, Eq, Hash)]
enum Alike {
    SecurityGroup(Direction, IpType, Protocol, Remote, Level),
    NetworkAcl(Direction, IpType, Protocol, [AclAddress; 2], Level, bool),
}

/// Counts the rules that some added rules would be with merged ports.
pub(crate) fn rules_with_merged_ports<'a>(changes: impl Iterator<Item = &'a Change>) -> usize {
    let mut groups: FxHashMap<Alike, usize> = FxHashMap::default();
    for change in changes {
        let level = change.level;
        let (alike, ports) = match &change.kind {
            ChangeKind::AddSecurityGroupRule { direction, rule } => {
                let SecurityGroupRule { ip_type, protocol, remote, .. } = *rule;
                let alike = Alike::SecurityGroup(*direction, ip_type, protocol, remote, level);
                (alike, &rule.ports)
            }
            ChangeKind::AddNetworkAclRule { direction, rule, .. } => {
                let are_answers = change.is_for_answers();
                let ports = match are_answers {
                    true => &rule.source_ports,
                    false => &rule.destination_ports,
                };
                let ends = [rule.source, rule.destination];
                let NetworkAclRule { ip_type, protocol, .. } = *rule;
                (Alike::NetworkAcl(*direction, ip_type, protocol, ends, level, are_answers), ports)
            }
            ChangeKind::LowerPriority { .. } => continue,
        };
        let all = groups.entry(alike).or_default();
        *all = all.saturating_add(ports.ranges().len().max(1));
    }
    groups.values().map(|ports| ports.div_ceil(MAX_PORT_GROUPS)).sum()
}
