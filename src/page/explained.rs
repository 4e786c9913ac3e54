//! Something on the board whose reason is shown: a line, a badge or a card.

use std::fmt;
use std::str::FromStr;

use rustc_hash::FxHashSet;

use crate::engine::report::{Flow, Report, RulePlace};
use crate::locale::ExplainText;
use crate::plan::{BackendServerGroupId, ElementId, ListenerId, MemberId, MemberTarget, Plan};

/// The word for members that nothing on the board holds.
const OUTSIDE: &str = "outside";

/// Something on the board whose reason is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Explained {
    /// The line from a group to a member.
    Member(MemberId),
    /// The line from a listener to a group.
    Forward(ListenerId, BackendServerGroupId),
    /// The lines from a group to its members in a container, which are drawn as one; without a
    /// container, to those outside of every VPC.
    Trunk(BackendServerGroupId, Option<ElementId>),
    /// The badge of a security group or a network ACL on a thing.
    Badge(RulePlace, ElementId),
    /// A card.
    Thing(ElementId),
}

impl Explained {
    /// The card at which it is drawn; none once the plan does not have it.
    #[must_use]
    pub fn card(self, plan: &Plan) -> Option<ElementId> {
        let card = match self {
            Self::Member(id) => plan.member(id)?.1.target.into(),
            Self::Forward(_, group) | Self::Trunk(group, _) => group.into(),
            Self::Badge(_, on) => on,
            Self::Thing(id) => id,
        };
        plan.name_of(card).map(|_| card)
    }

    /// The flows that it is about.
    #[must_use]
    pub fn flows<'a>(self, plan: &Plan, report: &'a Report) -> Vec<&'a Flow> {
        let held = match self {
            Self::Trunk(_, Some(container)) => Held::by(container, plan),
            Self::Thing(id) | Self::Badge(_, id) => Held::by(id, plan),
            _ => Held::default(),
        };
        let is_meant = |flow: &&Flow| match self {
            Self::Member(id) => flow.member == id,
            Self::Forward(listener, group) => {
                flow.group == group && flow.listeners.contains(&listener)
            }
            Self::Trunk(group, Some(_)) => flow.group == group && held.has(flow.target),
            Self::Trunk(group, None) => {
                let is_outside = |id| plan.ip_backend(id).is_some_and(|it| it.vpc.is_none());
                let target = flow.target;
                flow.group == group
                    && matches!(target, MemberTarget::IpBackend(id) if is_outside(id))
            }
            Self::Badge(place, on) => passes(flow, place) && is_about(flow, on, &held),
            Self::Thing(id) => is_about(flow, id, &held),
        };
        report.flows.iter().map(AsRef::as_ref).filter(is_meant).collect()
    }

    /// The sentence above its reason.
    #[must_use]
    pub fn title(self, flows: &[&Flow], plan: &Plan, report: &Report) -> ExplainText {
        match self {
            Self::Member(id) => ExplainText::of_member(id, flows, plan, report),
            Self::Forward(listener, _) => ExplainText::behind(listener, flows, plan, report),
            Self::Trunk(group, into) => ExplainText::of_trunk(group, into, flows, plan, report),
            Self::Badge(place, on) => {
                let on = (ElementId::from(place) != on).then_some(on);
                ExplainText::of_place(place, on, flows, plan)
            }
            Self::Thing(ElementId::SecurityGroup(id)) => {
                ExplainText::of_place(id.into(), None, flows, plan)
            }
            Self::Thing(ElementId::NetworkAcl(id)) => {
                ExplainText::of_place(id.into(), None, flows, plan)
            }
            Self::Thing(id) => ExplainText::of_thing(id, flows, plan, report),
        }
    }

    /// The only place whose changes belong to it; none where those of every place do.
    #[must_use]
    pub fn place(self) -> Option<RulePlace> {
        match self {
            Self::Badge(place, _) => Some(place),
            Self::Thing(ElementId::SecurityGroup(id)) => Some(id.into()),
            Self::Thing(ElementId::NetworkAcl(id)) => Some(id.into()),
            _ => None,
        }
    }
}

/// The members that something holds.
#[derive(Default)]
struct Held(FxHashSet<MemberTarget>);

impl Held {
    fn by(container: ElementId, plan: &Plan) -> Self {
        let servers = plan.servers.iter().filter(|it| match container {
            ElementId::Subnet(id) => it.subnet == id,
            ElementId::Vpc(id) => plan.subnet(it.subnet).is_some_and(|it| it.vpc == id),
            _ => false,
        });
        let backends = plan.ip_backends.iter().filter(|it| match container {
            ElementId::Vpc(id) => it.vpc == Some(id),
            _ => false,
        });
        let servers = servers.map(|it| MemberTarget::Server(it.id));
        Self(servers.chain(backends.map(|it| MemberTarget::IpBackend(it.id))).collect())
    }

    fn has(&self, target: MemberTarget) -> bool {
        self.0.contains(&target)
    }
}

/// Tells whether a flow passes the rules of a place.
fn passes(flow: &Flow, place: RulePlace) -> bool {
    flow.layers.iter().any(|layer| place.is_in(&layer.filter))
}

/// Tells whether a flow is about something drawn, which may hold its member.
fn is_about(flow: &Flow, id: ElementId, held: &Held) -> bool {
    match id {
        ElementId::LoadBalancer(id) => flow.load_balancer == id,
        ElementId::BackendServerGroup(id) => flow.group == id,
        ElementId::Server(_) | ElementId::IpBackend(_) => ElementId::from(flow.target) == id,
        ElementId::Subnet(id) => held.has(flow.target) || flow.source.subnet == Some(id),
        ElementId::Vpc(_) => held.has(flow.target),
        ElementId::SecurityGroup(id) => passes(flow, id.into()),
        ElementId::NetworkAcl(id) => passes(flow, id.into()),
        ElementId::AddressGroup(_) => false,
    }
}

impl fmt::Display for Explained {
    /// Writes it as attributes of the board have it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Member(id) => id.fmt(f),
            Self::Forward(listener, group) => write!(f, "{listener} {group}"),
            Self::Trunk(group, Some(into)) => write!(f, "{group} {into}"),
            Self::Trunk(group, None) => write!(f, "{group} {OUTSIDE}"),
            Self::Badge(place, on) => write!(f, "{} {on}", ElementId::from(*place)),
            Self::Thing(id) => id.fmt(f),
        }
    }
}

impl FromStr for Explained {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let Some((first, second)) = text.split_once(' ') else {
            let member = text.parse().map(Self::Member);
            return member.or_else(|_| text.parse().map(Self::Thing)).map_err(drop);
        };
        if let Ok(listener) = first.parse() {
            return second.parse().map(|group| Self::Forward(listener, group)).map_err(drop);
        }
        let second = match second {
            OUTSIDE => None,
            id => Some(id.parse::<ElementId>().map_err(drop)?),
        };
        match (first.parse().map_err(drop)?, second) {
            (ElementId::BackendServerGroup(group), into) => Ok(Self::Trunk(group, into)),
            (ElementId::SecurityGroup(id), Some(on)) => Ok(Self::Badge(id.into(), on)),
            (ElementId::NetworkAcl(id), Some(on)) => Ok(Self::Badge(id.into(), on)),
            _ => Err(()),
        }
    }
}
