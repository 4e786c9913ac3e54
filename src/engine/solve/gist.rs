//! What findings want to know of a way, so that they need not look at all of its layers again
//! after every edit.

use std::rc::Rc;

use super::gather::add_new;
use super::health::Checked;
use crate::engine::report::{Decider, Filter, Flow, Layer, Outcome, Verdict, WhyNotFiltered};
use crate::plan::quick::{QuickMap, QuickSet};
use crate::plan::{
    BackendServerGroupId, Cidr, Direction, LoadBalancerId, NetworkAclId, RuleId, Settings,
};

/// What findings want to know of the flows of a way.
#[derive(Debug, Clone, Default)]
pub(super) struct Gist {
    /// How many of them have which verdict.
    verdicts: Verdicts,
    /// Who sends them, and to which group; none where there are none.
    path: Option<(LoadBalancerId, BackendServerGroupId)>,
    /// Whether the readings of several security groups disagree on one of them.
    pub(super) has_disputed: bool,
    /// Whether one passes an interface on which security groups have no effect.
    pub(super) has_port_security_off: bool,
    /// The network ACLs of the member that look at one of them whose answers are not free anyway.
    network_acls: Vec<NetworkAclId>,
    /// The rules of security groups that let some of them in.
    pub(super) letting_in: Vec<RuleId>,
    /// What the UDP health check gets wrong on the way; none where there is none.
    checked: Option<Rc<Checked>>,
}

/// What findings want to know of the flows of all ways.
#[derive(Debug, Default)]
pub(super) struct Overview {
    pub(super) verdicts: Verdicts,
    /// Whether the readings of several security groups disagree on one of them.
    pub(super) has_disputed: bool,
    /// Whether one passes an interface on which security groups have no effect.
    pub(super) has_port_security_off: bool,
    /// The load balancers that send some.
    pub(super) load_balancers: QuickSet<LoadBalancerId>,
    /// The network ACLs of members that look at one of them whose answers are not free anyway.
    pub(super) network_acls: QuickSet<NetworkAclId>,
    /// What the UDP health checks of groups get wrong on the ways to their members.
    pub(super) checked: QuickMap<BackendServerGroupId, Vec<Rc<Checked>>>,
}

impl Overview {
    /// Takes up a way.
    pub(super) fn add(&mut self, way: &Gist) {
        let Some((balancer, group)) = way.path else { return };
        self.verdicts.add(way.verdicts);
        self.has_disputed |= way.has_disputed;
        self.has_port_security_off |= way.has_port_security_off;
        self.load_balancers.insert(balancer);
        self.network_acls.extend(&way.network_acls);
        if let Some(checked) = &way.checked {
            self.checked.entry(group).or_default().push(checked.clone());
        }
    }
}

/// How many flows have which verdict.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Verdicts {
    pub(super) exempt: usize,
    pub(super) open: usize,
    pub(super) attention: usize,
    pub(super) blocked: usize,
}

impl Verdicts {
    /// Takes up other flows.
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

impl Gist {
    /// What there is to know of the flows of a way.
    pub(super) fn of(flows: &[Rc<Flow>]) -> Self {
        let path = flows.first().map(|flow| (flow.load_balancer, flow.group));
        let checked = Checked::of(flows).map(Rc::new);
        let mut gist = Self { path, checked, ..Self::default() };
        flows.iter().for_each(|flow| gist.add(flow));
        gist
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

/// What decides on a flow on its way in, with the filter and whether the packets pass.
pub(super) fn deciders(layers: &[Layer]) -> impl Iterator<Item = (&Filter, Decider, bool)> {
    layers.iter().filter(|layer| layer.direction == Direction::Inbound).flat_map(|layer| {
        let parts = match &layer.outcome {
            Outcome::Filtered { parts } => parts.as_slice(),
            Outcome::NotFiltered(_) | Outcome::Unknown => &[],
        };
        parts.iter().map(|part| (&layer.filter, part.decided_by, part.passes))
    })
}
