//! Findings that say the same of several things, as one note.

use crate::engine::report::{ClauseId, Finding, FindingKind, Followed, Report, Severity};
use crate::plan::{Cidr, LoadBalancer, Plan, SubjectId, SubnetId};

use super::FindingText;

/// Findings that one sentence says, in the report's order.
#[derive(Debug, Clone, PartialEq)]
pub struct FindingGroup<'a> {
    /// The findings, each with its place in the report, from 0 up; never none.
    pub findings: Vec<(usize, &'a Finding)>,
}

/// The note that a finding shares with others of its kind.
#[derive(PartialEq)]
enum SharedNote<'a> {
    RulesDoNotProtect { access_control: bool },
    HealthCheckOff,
    NeedsRoute,
    SharedSourceByRegion,
    OverBroad(&'a [Cidr]),
    PingOnly(&'a [Cidr]),
    DefaultBackendSubnet(SubnetId),
    LoadBalancerSubnetAcl { is_shared: bool },
    SourcesDisagree,
    CutsConnections,
}

/// All that has to be the same for two findings to be one note.
type Likeness<'a> = (Severity, SharedNote<'a>, &'a [ClauseId], Option<Followed>);

fn likeness<'a>(finding: &'a Finding, plan: &Plan) -> Option<Likeness<'a>> {
    let note = match &finding.kind {
        FindingKind::RulesDoNotProtect { access_control, denies_without_effect, .. }
            if denies_without_effect.is_empty() =>
        {
            SharedNote::RulesDoNotProtect { access_control: *access_control }
        }
        FindingKind::HealthCheckOff { .. } => SharedNote::HealthCheckOff,
        FindingKind::NeedsRoute { .. } => SharedNote::NeedsRoute,
        FindingKind::SharedSourceByRegion => SharedNote::SharedSourceByRegion,
        FindingKind::OverBroad { sources, .. } => SharedNote::OverBroad(sources),
        FindingKind::PingOnly { sources, .. } => SharedNote::PingOnly(sources),
        FindingKind::DefaultBackendSubnet { subnet } => SharedNote::DefaultBackendSubnet(*subnet),
        FindingKind::LoadBalancerSubnetAcl { .. } => {
            let balancer = match finding.subject {
                Some(SubjectId::LoadBalancer(id)) => plan.load_balancer(id),
                _ => None,
            };
            let is_shared = balancer.is_some_and(LoadBalancer::is_shared);
            SharedNote::LoadBalancerSubnetAcl { is_shared }
        }
        FindingKind::SourcesDisagree => SharedNote::SourcesDisagree,
        FindingKind::CutsConnections { .. } => SharedNote::CutsConnections,
        _ => return None,
    };
    Some((finding.severity, note, &finding.clauses, finding.sources))
}

impl<'a> FindingGroup<'a> {
    /// Puts the findings of a report together that one sentence can say.
    #[must_use]
    pub fn all(plan: &Plan, report: &'a Report) -> Vec<Self> {
        let mut groups: Vec<Self> = vec![];
        let mut shared: Vec<(Likeness, usize)> = vec![];
        for (place, finding) in report.findings.iter().enumerate() {
            let likeness = likeness(finding, plan);
            let known = likeness.as_ref().and_then(|own| shared.iter().find(|(it, _)| it == own));
            match known.and_then(|(_, at)| groups.get_mut(*at)) {
                Some(group) => group.findings.push((place, finding)),
                None => {
                    shared.extend(likeness.map(|own| (own, groups.len())));
                    groups.push(Self { findings: vec![(place, finding)] });
                }
            }
        }
        groups
    }

    /// The finding that stands for all of them: the first.
    #[must_use]
    pub fn first(&self) -> Option<&'a Finding> {
        self.findings.first().map(|(_, finding)| *finding)
    }

    /// The findings as one text.
    #[must_use]
    pub fn text(&self, plan: &Plan, report: &Report) -> Option<FindingText> {
        let all = self.findings.iter().map(|(_, finding)| *finding).collect::<Vec<_>>();
        let (first, others) = all.split_first()?;
        Some(FindingText::of_all(first, others, plan, report))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::check;
    use crate::locale::Language;
    use crate::plan::{LoadBalancerId, NetworkAclId};

    fn sample(name: &str) -> Plan {
        let text = std::fs::read_to_string(format!("static/samples/{name}.json")).unwrap();
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn every_finding_is_said_once_and_only_with_those_that_say_the_same() {
        for name in ["shop", "everything-wrong", "udp-dns", "all-open"] {
            let plan = sample(name);
            let report = check(&plan);
            let groups = FindingGroup::all(&plan, &report);
            let mut places: Vec<usize> =
                groups.iter().flat_map(|it| it.findings.iter().map(|(place, _)| *place)).collect();
            places.sort_unstable();
            assert_eq!(places, (0..report.findings.len()).collect::<Vec<_>>());
            for group in &groups {
                let first = group.first().unwrap();
                for (place, finding) in &group.findings {
                    assert_eq!(**finding, report.findings[*place]);
                    assert_eq!(finding.severity, first.severity);
                    assert_eq!(
                        (&finding.clauses, finding.sources),
                        (&first.clauses, first.sources)
                    );
                }
            }
        }
    }

    #[test]
    fn network_acls_of_several_load_balancers_are_one_note() {
        let mut plan = sample("shop");
        let mut acl = plan.network_acls[0].clone();
        acl.inbound.clear();
        (acl.id, acl.name) = (NetworkAclId(9), "acl-lb".to_owned());
        plan.network_acls.push(acl);
        let home = plan.load_balancers[0].subnet;
        plan.subnet_mut(home).unwrap().network_acl = Some(NetworkAclId(9));
        let mut other = plan.load_balancers[0].clone();
        let away = plan.subnets.iter().find(|it| it.id != home && it.network_acl.is_some());
        (other.id, other.subnet) = (LoadBalancerId(9), away.unwrap().id);
        other.backend_subnets.clear();
        other.listeners.truncate(1);
        other.listeners[0].id.0 = 99;
        plan.load_balancers.push(other);
        let text = |plan: &Plan| {
            let report = check(plan);
            let groups = FindingGroup::all(plan, &report);
            let about_acls = groups.iter().filter(|it| {
                let kind = it.first().map(|finding| &finding.kind);
                matches!(kind, Some(FindingKind::LoadBalancerSubnetAcl { .. }))
            });
            let texts = about_acls.map(|it| it.text(plan, &report).unwrap());
            texts.map(|it| it.plain(Language::English)).collect::<Vec<_>>()
        };
        let within = "acl-web guards subnet-web, where the load balancer and its servers are. It does \
                      not filter what stays within the subnet. An older FAQ says that it counts for \
                      what comes in from outside. If clients do not get through, let them in here.";
        assert_eq!(
            text(&plan),
            [format!(
                "acl-lb also guards subnet-lb, from where the load balancer works or sends. The guide \
                 speaks of the servers' network ACL only; an older FAQ says that this one counts too. \
                 If traffic does not arrive, let the load balancer out to its servers here as well. \
                 {within}"
            )]
        );
        for balancer in &mut plan.load_balancers {
            balancer.kind = crate::plan::LoadBalancerKind::Shared;
        }
        assert_eq!(
            text(&plan),
            [
                "acl-lb and acl-web also guard subnet-lb and subnet-web, where shared load balancers \
              work. The guide speaks of the servers' network ACLs only; an older FAQ says that these \
              count too. If clients do not get through, let them in here as well."
            ]
        );
    }

    #[test]
    fn a_note_about_several_things_names_each_of_them() {
        let plan = sample("shop");
        let report = check(&plan);
        let groups = FindingGroup::all(&plan, &report);
        assert!(groups.len() < report.findings.len());
        for group in groups.iter().filter(|it| it.findings.len() > 1) {
            let text = group.text(&plan, &report).unwrap().plain(Language::English);
            for (_, finding) in &group.findings {
                let own = match finding.kind {
                    FindingKind::CutsConnections { security_group } => {
                        plan.security_group(security_group).unwrap().name.clone()
                    }
                    FindingKind::RulesDoNotProtect { listener, .. } => {
                        plan.listener(listener).unwrap().1.name.clone()
                    }
                    FindingKind::SourcesDisagree => continue,
                    ref other => panic!("{other:?}"),
                };
                assert!(text.contains(&own), "`{text}` does not name `{own}`");
            }
        }
    }
}
