//! The things that a security group or a network ACL guards, in English.

use std::borrow::Cow;

use super::grammar::count;
use crate::locale::GuardsText;
use crate::locale::guards::Guards;

pub(in crate::locale) fn text(text: &GuardsText) -> Cow<'static, str> {
    match &text.0 {
        Guards::Servers(0) => "security group of no server".into(),
        Guards::Servers(servers) => {
            format!("security group of {}", count(*servers, "server", "servers")).into()
        }
        Guards::Subnets(names) => match names.as_slice() {
            [] => "network ACL of no subnet".into(),
            [only] => format!("network ACL of {only}").into(),
            _ => format!("network ACL of {} subnets", names.len()).into(),
        },
    }
}
