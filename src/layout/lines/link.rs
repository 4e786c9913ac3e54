//! Links and trunks: what is drawn between two things.

use smallvec::SmallVec;

use super::course::Course;
use crate::engine::report::{FlowId, Verdict};
use crate::layout::geometry::Rect;
use crate::plan::{BackendServerGroupId, ElementId, ListenerId, LoadBalancerId, MemberId};

/// From the middle of a line to the edge of what is drawn of it: the mark of a stop is the widest.
const REACH: f64 = 10.0;

/// The two things that a line connects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkEnds {
    /// A listener forwards to a group.
    Forward {
        /// The load balancer.
        balancer: LoadBalancerId,
        /// Its listener.
        listener: ListenerId,
        /// The group.
        group: BackendServerGroupId,
    },
    /// A group has a member.
    Member {
        /// The group.
        group: BackendServerGroupId,
        /// The member.
        member: MemberId,
        /// The server or address.
        target: ElementId,
    },
}

impl LinkEnds {
    /// The cards that the line connects.
    #[must_use]
    pub fn cards(self) -> [ElementId; 2] {
        match self {
            Self::Forward { balancer, group, .. } => [balancer.into(), group.into()],
            Self::Member { group, target, .. } => [group.into(), target],
        }
    }
}

/// A line between two things. Where its group has a trunk to what holds the member, it is the branch
/// from the trunk to the member.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// The two things that it connects.
    pub ends: LinkEnds,
    /// The flows that run along it.
    pub flows: SmallVec<[FlowId; 4]>,
    /// One line, or two where some of the traffic is exempt from rules and some is not.
    pub strands: SmallVec<[Strand; 1]>,
    /// The heights at which it leaves and arrives, from the upper sides of the cards.
    pub(super) heights: [f64; 2],
}

impl Link {
    /// A rectangle around all that is drawn of it.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        around(self.strands.iter().flat_map(Strand::all_courses))
    }
}

/// One line of a link.
#[derive(Debug, Clone, PartialEq)]
pub struct Strand {
    /// The verdict on its flows; none where nothing flows yet.
    pub verdict: Option<Verdict>,
    /// The line, as far as the flows get.
    pub course: Course,
    /// The point where it is stopped, and the way that is left.
    pub stop: Option<(Stop, Course)>,
    /// True where its trunk is stopped before it, at the edge of the subnet.
    pub is_behind_stop: bool,
}

impl Strand {
    /// The line as far as the flows get, and the way that is left.
    pub fn all_courses(&self) -> impl Iterator<Item = &Course> {
        std::iter::once(&self.course).chain(self.stop.as_ref().map(|it| &it.1))
    }
}

/// The thing that stops a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The network ACL at the edge of the subnet.
    NetworkAcl,
    /// The security groups in front of the server.
    SecurityGroup,
    /// Nobody knows yet.
    Unclear,
}

/// The common part of the lines from a group to its members in one container, from which each
/// member has a branch.
#[derive(Debug, Clone, PartialEq)]
pub struct Trunk {
    /// The group.
    pub group: BackendServerGroupId,
    /// The subnet or VPC that holds the members; none for those outside of every VPC.
    pub into: Option<ElementId>,
    /// A line for each verdict that its members have, beside each other.
    pub strands: Vec<TrunkStrand>,
}

impl Trunk {
    /// A rectangle around all that is drawn of it.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        around(self.strands.iter().flat_map(TrunkStrand::all_courses))
    }
}

/// The part of a trunk that leads to members of one verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct TrunkStrand {
    /// The verdict on its flows; none where nothing flows yet.
    pub verdict: Option<Verdict>,
    /// The flows that run along it.
    pub flows: Vec<FlowId>,
    /// The lines, as far as the flows get.
    pub courses: Vec<Course>,
    /// The lines behind the network ACL that stops all of it, where the first of `courses` ends.
    pub rest: Vec<Course>,
}

impl TrunkStrand {
    /// The network ACL's stop, which is marked where the first course ends.
    #[must_use]
    pub fn stop(&self) -> Option<Stop> {
        (!self.rest.is_empty()).then_some(Stop::NetworkAcl)
    }

    /// The lines as far as the flows get, and those behind the stop.
    pub fn all_courses(&self) -> impl Iterator<Item = &Course> {
        self.courses.iter().chain(&self.rest)
    }
}

fn around<'a>(courses: impl Iterator<Item = &'a Course>) -> Rect {
    courses.map(Course::bounds).reduce(Rect::union).unwrap_or_default().grown(REACH)
}
