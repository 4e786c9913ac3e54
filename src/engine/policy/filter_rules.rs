//! The compiled rules of one filter, of either kind.

use super::attached_groups::SecurityGroups;
use super::decide::Decision;
use super::match_list::MatchList;
use crate::engine::packet::PacketBox;

/// The rules of a filter in one direction, compiled.
#[derive(Debug)]
pub(crate) enum FilterRules {
    Groups(SecurityGroups),
    Acl(MatchList),
}

impl FilterRules {
    /// Decides which packets pass.
    pub(crate) fn decide(&self, packets: &PacketBox) -> Decision {
        match self {
            Self::Groups(groups) => groups.decide(packets),
            Self::Acl(list) => list.decide(packets),
        }
    }
}
