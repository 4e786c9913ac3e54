//! Refused values: the reason a text or a number cannot stand in a plan, as data. `locale` makes the
//! sentences.

use std::cell::RefCell;

use super::ip_type::IpType;

/// The reason a value is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is the value as written, or the one that was wanted")]
pub enum ValueError {
    /// The text is neither an address nor a CIDR block.
    NotACidr(String),
    /// The address has bits set behind its prefix.
    HostBits { found: String, meant: String },
    /// An address stands where a block is wanted.
    NoPrefix { found: String, meant: String },
    /// The block is of the other address family.
    WrongIpType { found: String, wanted: IpType },
    /// The ends of a range are of two families or in the wrong order.
    NotARange(String),
    /// A part of the text is not a port or a range.
    NotAPort(String),
    /// A range of ports runs downward.
    PortsDownward { first: u16, last: u16 },
    /// The text is not the number of an ICMP type or of a code.
    NotAnIcmpNumber(String),
    /// A code of ICMP stands without its type.
    IcmpCodeWithoutType(String),
    /// There are more port groups than a rule can hold.
    TooManyPorts(usize),
    /// The text is not an id of the wanted kind.
    NotAnId { found: String, wanted: IdKind, example: String },
    /// The text is not a protocol.
    NotAProtocol(String),
    /// Documents write the protocol in another way.
    OtherSpelling { found: String, wanted: String },
    /// The number is not a priority.
    NotAPriority(u64),
    /// A reason that has to be given says nothing.
    NoReason,
    /// The number is not a version that this program reads.
    UnknownVersion(u32),
    /// The text has blanks in it, as no document has.
    Blanks { found: String, meant: String },
}

/// The kind of thing that an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as the kind of thing")]
pub enum IdKind {
    Vpc,
    Subnet,
    SecurityGroup,
    NetworkAcl,
    AddressGroup,
    LoadBalancer,
    Listener,
    BackendServerGroup,
    Member,
    Server,
    IpBackend,
    Rule,
    Connection,
    /// Anything that is drawn.
    Element,
    /// A server or an IP address backend.
    MemberTarget,
    /// Anything in a plan.
    Subject,
}

/// The mark in front of the number of an error that a parser hands on.
const MARK: &str = "refused value: ";

thread_local! {
    /// The last error that was given to a parser, with its number.
    static LAST: RefCell<(u32, Option<ValueError>)> = const { RefCell::new((0, None)) };
}

impl ValueError {
    /// The error as an error of a parser. A parser hands on nothing but text, so the error waits
    /// beside it, and the text is its number behind a mark, by which [`ValueError::carried`] finds
    /// it. No person sees that text. To write the error as JSON and to read that would be 20 KB of
    /// the page's module.
    pub(crate) fn refused<E: serde::de::Error>(self) -> E {
        let number = LAST.with_borrow_mut(|(number, last)| {
            *number = number.wrapping_add(1);
            *last = Some(self);
            *number
        });
        E::custom(format_args!("{MARK}{number}"))
    }

    /// The error in the words of a parser, where they carry one. It is there until the next error is
    /// given to a parser on the same thread: a parser stops at the first.
    #[must_use]
    pub fn carried(said: &str) -> Option<Self> {
        let number = said.strip_prefix(MARK)?.parse::<u32>().ok()?;
        LAST.with_borrow(|(last, error)| (*last == number).then(|| error.clone()).flatten())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Cidr, SubnetId};

    #[test]
    fn a_parser_hands_an_error_on_as_it_is() {
        for text in ["10.0.1.5/24", "x\"y\\ at line 1 column 2", "\u{202e}"] {
            let error = text.parse::<Cidr>().unwrap_err();
            let said = error.clone().refused::<serde::de::value::Error>().to_string();
            assert_eq!(ValueError::carried(&said), Some(error));
        }
        let id = serde_json::from_str::<SubnetId>("\"sg-1\"").unwrap_err().to_string();
        assert_eq!(ValueError::carried(&id), Some("sg-1".parse::<SubnetId>().unwrap_err()));
        assert_eq!(ValueError::carried("missing field `id`"), None);
    }
}
