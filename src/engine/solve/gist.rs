//! What findings want to know of a way, so that they need not look at all of its layers again
//! after every edit.

use std::rc::Rc;

use super::gather::add_new;
use super::health::Checked;
use crate::engine::report::{Decider, Filter, Flow, Layer, Outcome, Verdict, WhyNotFiltered};
use crate::plan::{Cidr, Direction, NetworkAclId, RuleId, Settings};

/// What findings want to know of the flows of a way.
#[derive(Debug, Clone, Default)]
pub(super) struct Gist {
    /// How many of them have which verdict.
    pub(super) verdicts: Verdicts,
    /// Whether no rule can stop one of them.
    pub(super) has_exempt: bool,
    /// Whether the readings of several security groups disagree on one of them.
    pub(super) has_disputed: bool,
    /// Whether one passes an interface on which security groups have no effect.
    pub(super) has_port_security_off: bool,
    /// The network ACLs of the member that look at one of them whose answers are not free anyway.
    pub(super) network_acls: Vec<NetworkAclId>,
    /// The rules of security groups that let some of them in.
    pub(super) letting_in: Vec<RuleId>,
    /// What the UDP health check gets wrong on the way; none where there is none.
    pub(super) checked: Option<Checked>,
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
    pub(super) fn add(&mut self, other: Self) {
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
        let mut gist = Self { checked: Checked::of(flows), ..Self::default() };
        flows.iter().for_each(|flow| gist.add(flow));
        gist
    }

    fn add(&mut self, flow: &Flow) {
        let Flow { source, layers, verdict, .. } = flow;
        self.verdicts.add((*verdict).into());
        self.has_exempt |= *verdict == Verdict::Exempt;
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
