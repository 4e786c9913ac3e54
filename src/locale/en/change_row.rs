//! The second line of a change, in English.

use super::grammar::rule;
use crate::locale::ChangeRowText;
use crate::locale::change_row::ChangeRow;
use crate::locale::prose::{Prose, code, fill, words};
use crate::plan::Direction;

pub(in crate::locale) fn segments(text: &ChangeRowText) -> Prose {
    match &text.0 {
        ChangeRow::SecurityGroupRule { direction, remote, ip_type, priority } => {
            let way = match direction {
                Direction::Inbound => "from",
                Direction::Outbound => "to",
            };
            fill(&format!("{way} {{}}, {ip_type}, priority {priority}"), [code(remote)])
        }
        ChangeRow::NetworkAclRule { source, destination, ip_type, above } => {
            let at = match above {
                Some(named) => fill("above {}", [rule(named)]),
                None => words("at the end of the list"),
            };
            fill(&format!("{{}} to {{}}, {ip_type}, {{}}"), [code(source), code(destination), at])
        }
        ChangeRow::LowerPriority { rule, from, to } => {
            let priority = format!("priority {from} to {to}");
            match rule {
                Some(named) => {
                    let way = match named.direction {
                        Direction::Inbound => "from",
                        Direction::Outbound => "to",
                    };
                    fill(
                        &format!("{way} {{}}, {}, {priority}", named.ip_type),
                        [code(&named.remote)],
                    )
                }
                None => words(priority),
            }
        }
    }
}
