//! Badges where the plan does not say what filters there.

use yew::AttrValue;

use super::badge::{Badge, MAX_WIDTH};
use crate::engine::report::Verdict;
use crate::locale::{BoardText, Language};
use crate::plan::ElementId;
use crate::view::parts::say;

/// The badge of a server of which the plan names no security group.
pub(super) fn no_security_group(server: ElementId, language: Language) -> Badge {
    Badge {
        about: Some(AttrValue::from(server.to_string())),
        ..unknown([BoardText::NoSecurityGroup, BoardText::NoSecurityGroupTip], language)
    }
}

/// The badge of a subnet of which it is not known if it has a network ACL.
pub(super) fn unknown_acl(language: Language) -> Badge {
    unknown([BoardText::AclNotKnown, BoardText::AclNotKnownTip], language)
}

fn unknown([text, tip]: [BoardText; 2], language: Language) -> Badge {
    Badge {
        of: None,
        about: None,
        tip: Some(say(tip.text(language))),
        text: text.text(language).into_owned(),
        verdict: Some(Verdict::Attention),
        is_lit: false,
        room: MAX_WIDTH,
    }
}
