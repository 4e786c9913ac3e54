//! Summaries of paths for the findings, which then need not look at all layers again after every
//! edit.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::health::Checked;
use crate::engine::report::{Decider, Filter, Flow, Layer, Outcome, Verdict, WhyNotFiltered};
use crate::plan::{
    BackendServerGroupId, Cidr, Direction, LoadBalancerId, NetworkAclId, RuleId, Settings, add_new,
};

/// The summary of the flows of a path.
#[derive(Debug, Clone, Default)]
pub(crate) struct PathSummary {
    /// The number of flows with each verdict.
    verdicts: Verdicts,
    /// The load balancer and the group; none if there are no flows.
    ends: Option<(LoadBalancerId, BackendServerGroupId)>,
    /// `true` if the readings of several security groups disagree on one of them.
    pub(crate) has_disputed: bool,
    /// `true` if one passes an interface on which security groups have no effect.
    pub(crate) has_port_security_off: bool,
    /// The network ACLs of the member that look at one of them whose answers are not free anyway.
    network_acls: Vec<NetworkAclId>,
    /// The rules of security groups that let some of them in.
    pub(crate) letting_in: Vec<RuleId>,
    /// The errors of the UDP health check on the path; none if there is no such check.
    checked: Option<Rc<Checked>>,
}

/// The summary of the flows of all paths.
#[derive(Debug, Default)]
pub(crate) struct Overview {
    pub(crate) verdicts: Verdicts,
    /// `true` if the readings of several security groups disagree on one of them.
    pub(crate) has_disputed: bool,
    /// `true` if one passes an interface on which security groups have no effect.
    pub(crate) has_port_security_off: bool,
    /// The load balancers that send some.
    pub(crate) load_balancers: FxHashSet<LoadBalancerId>,
    /// The network ACLs of members that look at one of them whose answers are not free anyway.
    pub(crate) network_acls: FxHashSet<NetworkAclId>,
    /// The errors of the UDP health checks of groups on the paths to their members.
    pub(crate) checked: FxHashMap<BackendServerGroupId, Vec<Rc<Checked>>>,
}

impl Overview {
    /// Adds a path.
    pub(crate) fn add(&mut self, path: &PathSummary) {
        let Some((balancer, group)) = path.ends else { return };
        self.verdicts.add(path.verdicts);
        self.has_disputed |= path.has_disputed;
        self.has_port_security_off |= path.has_port_security_off;
        self.load_balancers.insert(balancer);
        self.network_acls.extend(&path.network_acls);
        if let Some(checked) = &path.checked {
            self.checked.entry(group).or_default().push(checked.clone());
        }
    }
}

/// The number of flows with each verdict.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Verdicts {
    pub(crate) exempt: usize,
    pub(crate) open: usize,
    pub(crate) attention: usize,
    pub(crate) blocked: usize,
}

impl Verdicts {
    /// Adds other flows.
    fn add(&mut self, other: Self) {
        self.exempt = self.exempt.saturating_add(other.exempt);
        self.open = self.open.saturating_add(other.open);
        self.attention = self.attention.saturating_add(other.attention);
        self.blocked = self.blocked.saturating_add(other.blocked);
    }
}

impl From<Verdict> for Verdicts {
    fn from(verdict: Verdict) -> Self {
        let one = |which| usize::from(verdict == which);
        Self {
            exempt: one(Verdict::Exempt),
            open: one(Verdict::Open),
            attention: one(Verdict::Attention),
            blocked: one(Verdict::Blocked),
        }
    }
}

impl PathSummary {
    /// Summarizes the flows of a path.
    pub(crate) fn of(flows: &[Rc<Flow>]) -> Self {
        let ends = flows.first().map(|flow| (flow.load_balancer, flow.group));
        let checked = Checked::of(flows).map(Rc::new);
        let mut summary = Self { ends, checked, ..Self::default() };
        flows.iter().for_each(|flow| summary.add(flow));
        summary
    }

    fn add(&mut self, flow: &Flow) {
        let Flow { source, layers, verdict, .. } = flow;
        self.verdicts.add((*verdict).into());
        let shared = Cidr::of(Settings::SHARED_SOURCE);
        let has_answers = !shared.net().contains(&source.cidr.net());
        for layer in layers.iter() {
            let off = Outcome::NotFiltered(WhyNotFiltered::PortSecurityOff);
            self.has_port_security_off |= layer.outcome == off;
            if let (Filter::NetworkAcl(Some(acl)), Outcome::Filtered { .. }, true) =
                (&layer.filter, &layer.outcome, has_answers)
                && layer.leg.is_member()
                && layer.direction == Direction::Inbound
            {
                add_new(&mut self.network_acls, &[*acl]);
            }
        }
        for (filter, by, passes) in deciders(layers) {
            self.has_disputed |= by == Decider::Ambiguous;
            if let (Filter::SecurityGroups(_), Decider::Rule(rule), true) = (filter, by, passes) {
                add_new(&mut self.letting_in, &[rule]);
            }
        }
    }
}

/// Returns each decider on a flow to the member, with its filter and `true` if the packets pass.
pub(crate) fn deciders(layers: &[Layer]) -> impl Iterator<Item = (&Filter, Decider, bool)> {
    layers.iter().filter(|layer| layer.direction == Direction::Inbound).flat_map(|layer| {
        let parts = match &layer.outcome {
            Outcome::Filtered { parts } => parts.as_slice(),
            Outcome::NotFiltered(_) | Outcome::Unknown => &[],
        };
        parts.iter().map(|part| (&layer.filter, part.decided_by, part.passes))
    })
}
