//! The rules about things that lie on each other.
//!
//! Cards lie on no other card, and nothing lies on a container beside it. One thing is allowed: a
//! backend server group may stand in front of a subnet, between the load balancers and the servers
//! that it connects.

use super::scene::Scene;
use crate::edit::Container;
use crate::plan::ElementId;

/// The rule for two things that may lie on each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OverlapRule {
    /// One does not hide the other, or holds it.
    Free,
    /// A backend server group before a subnet: it may stand there if it was put there, but is not
    /// covered by accident.
    InFront,
    /// They share no place.
    Apart,
}

/// The rule for two things, the first one as if it were in a container of its own choice.
pub(super) fn overlap_rule(
    scene: &Scene,
    one: ElementId,
    home: Container,
    other: ElementId,
) -> OverlapRule {
    let Some(other_home) = scene.home(other) else { return OverlapRule::Free };
    if one == other {
        return OverlapRule::Free;
    }
    if other_home == home {
        return match (one, other) {
            (ElementId::BackendServerGroup(_), ElementId::Subnet(_))
            | (ElementId::Subnet(_), ElementId::BackendServerGroup(_)) => OverlapRule::InFront,
            _ => OverlapRule::Apart,
        };
    }
    // A thing in front of a subnet stands beside the cards in it.
    let is_before = |group: ElementId, group_home: Container, held_in: Container| {
        matches!(group, ElementId::BackendServerGroup(_) | ElementId::IpBackend(_))
            && matches!(held_in, Container::Subnet(id) if scene.home(id.into()) == Some(group_home))
    };
    if is_before(one, home, other_home) || is_before(other, other_home, home) {
        OverlapRule::Apart
    } else {
        OverlapRule::Free
    }
}
