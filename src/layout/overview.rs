//! The servers of a plan as the board shows them from far away: counted by verdict for each subnet
//! and each VPC, and drawn as tiles.

use rustc_hash::FxHashMap;

use super::geometry::number;
use crate::engine::report::{Report, Verdict};
use crate::plan::{MemberTarget, Plan, ServerId, SubnetId, VpcId};

/// The verdicts that servers can have, in the order in which they are drawn. None stands for servers
/// that no load balancer reaches.
pub(super) const TILE_ORDER: [Option<Verdict>; 5] = [
    Some(Verdict::Open),
    Some(Verdict::Exempt),
    None,
    Some(Verdict::Attention),
    Some(Verdict::Blocked),
];

/// The counts of servers by their worst verdict, in the order of the tiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VerdictCounts(pub(super) [usize; TILE_ORDER.len()]);

impl VerdictCounts {
    /// The number of servers of a verdict.
    #[must_use]
    pub fn of(&self, verdict: Option<Verdict>) -> usize {
        TILE_ORDER.iter().zip(self.0).find(|it| *it.0 == verdict).map_or(0, |it| it.1)
    }

    /// The number of all servers.
    #[must_use]
    pub fn servers(&self) -> usize {
        self.0.into_iter().fold(0, usize::saturating_add)
    }

    /// The worst verdict; none where no load balancer reaches any of the servers.
    #[must_use]
    pub fn worst(&self) -> Option<Verdict> {
        [Verdict::Blocked, Verdict::Attention, Verdict::Open, Verdict::Exempt]
            .into_iter()
            .find(|verdict| self.of(Some(*verdict)) > 0)
    }

    /// The shares of the verdicts that occur, which are 1 together. What is blocked or needs
    /// attention has at least the share `least`, so that it is seen however little it is.
    #[must_use]
    pub fn shares(&self, least: f64) -> Vec<(Option<Verdict>, f64)> {
        let total = number(self.servers()).max(1.0);
        let found = TILE_ORDER.into_iter().zip(self.0).filter(|it| it.1 > 0);
        let mut shares = found
            .map(|(verdict, count)| {
                let share = number(count) / total;
                let must_be_seen = verdict >= Some(Verdict::Attention);
                (verdict, if must_be_seen { share.max(least) } else { share })
            })
            .collect::<Vec<_>>();
        let sum = shares.iter().map(|it| it.1).sum::<f64>();
        for share in &mut shares {
            share.1 /= sum;
        }
        shares
    }

    fn count(&mut self, verdict: Option<Verdict>) {
        for (own, count) in TILE_ORDER.iter().zip(&mut self.0) {
            if *own == verdict {
                *count = count.saturating_add(1);
            }
        }
    }
}

/// The counts of a plan by subnet and by VPC.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Overview {
    servers: FxHashMap<ServerId, Verdict>,
    subnets: FxHashMap<SubnetId, VerdictCounts>,
    vpcs: FxHashMap<VpcId, VerdictCounts>,
}

impl Overview {
    /// Counts the servers of a plan by what the report says of them. A VPC counts the servers of its
    /// subnets and the addresses that are used in it.
    #[must_use]
    pub fn of(plan: &Plan, report: &Report) -> Self {
        let mut overview = Self::default();
        let mut backends = FxHashMap::default();
        for flow in &report.flows {
            let worst: &mut Verdict = match flow.target {
                MemberTarget::Server(id) => overview.servers.entry(id).or_insert(flow.verdict),
                MemberTarget::IpBackend(id) => backends.entry(id).or_insert(flow.verdict),
            };
            *worst = flow.verdict.max(*worst);
        }
        let mut vpc_of = FxHashMap::default();
        for subnet in &plan.subnets {
            vpc_of.entry(subnet.id).or_insert(subnet.vpc);
        }
        for server in &plan.servers {
            let verdict = overview.server(server.id);
            overview.subnets.entry(server.subnet).or_default().count(verdict);
            if let Some(vpc) = vpc_of.get(&server.subnet) {
                overview.vpcs.entry(*vpc).or_default().count(verdict);
            }
        }
        for backend in &plan.ip_backends {
            if let Some(vpc) = backend.vpc {
                let verdict = backends.get(&backend.id).copied();
                overview.vpcs.entry(vpc).or_default().count(verdict);
            }
        }
        overview
    }

    /// The worst verdict on a server; none where no load balancer reaches it.
    #[must_use]
    pub fn server(&self, id: ServerId) -> Option<Verdict> {
        self.servers.get(&id).copied()
    }

    /// The counts of a subnet.
    #[must_use]
    pub fn subnet(&self, id: SubnetId) -> VerdictCounts {
        self.subnets.get(&id).copied().unwrap_or_default()
    }

    /// The counts of a VPC.
    #[must_use]
    pub fn vpc(&self, id: VpcId) -> VerdictCounts {
        self.vpcs.get(&id).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::check;

    fn overview(sample: &str) -> (Plan, Overview) {
        let plan: Plan = serde_json::from_str(sample).unwrap();
        let overview = Overview::of(&plan, &check(&plan));
        (plan, overview)
    }

    #[test]
    fn every_server_is_counted_once_by_its_worst_verdict() {
        let (plan, overview) = overview(include_str!("../../static/samples/shop.json"));
        let report = check(&plan);
        for server in &plan.servers {
            let flows = report.flows.iter().filter(|it| it.target == server.id.into());
            assert_eq!(overview.server(server.id), flows.map(|it| it.verdict).max());
        }
        let counted = plan.subnets.iter().map(|it| overview.subnet(it.id).servers()).sum::<usize>();
        assert_eq!(counted, plan.servers.len());
        let is = Some(Verdict::Blocked);
        let blocked = plan.vpcs.iter().map(|it| overview.vpc(it.id).of(is)).sum::<usize>();
        let worst = |it: &&crate::plan::Server| overview.server(it.id) == is;
        assert!(blocked > 0);
        assert_eq!(blocked, plan.servers.iter().filter(worst).count());
    }

    #[test]
    fn a_server_without_a_load_balancer_has_no_verdict() {
        let (mut plan, _) = overview(include_str!("../../static/samples/shop.json"));
        plan.load_balancers.clear();
        let overview = Overview::of(&plan, &check(&plan));
        let counts = overview.subnet(plan.servers[0].subnet);
        assert_eq!((counts.worst(), counts.of(None)), (None, counts.servers()));
    }

    #[test]
    fn what_is_blocked_has_a_share_that_can_be_seen() {
        let counts = VerdictCounts([999, 0, 0, 0, 1]);
        let shares = counts.shares(0.2);
        assert_eq!(
            shares.iter().map(|it| it.0).collect::<Vec<_>>(),
            [Some(Verdict::Open), Some(Verdict::Blocked)]
        );
        assert!(shares[1].1 > 0.15 && (shares[0].1 + shares[1].1 - 1.0).abs() < 1e-9);
        assert_eq!(counts.worst(), Some(Verdict::Blocked));
        assert_eq!(VerdictCounts::default().shares(0.2), []);
    }
}
