//! The values and fields of a document that do not fit a plan or a report.

use crate::plan::ValueError;

/// A value or a field that does not fit where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InvalidValue {
    /// A field that is not known there.
    UnknownField {
        /// Its name.
        found: String,
        /// The fields that are known, as a list of names in backticks; empty where there is none.
        known: String,
    },
    /// A word that is not among those of a field.
    UnknownWord {
        /// The word.
        found: String,
        /// The words that are, as a list in backticks.
        known: String,
    },
    /// A field that has to be there.
    Missing(String),
    /// A field that is there twice.
    Twice(String),
    /// A value of another kind, or out of range.
    Other {
        /// The value that stands there.
        found: FoundValue,
        /// The value that belongs there.
        wanted: WantedValue,
    },
    /// A text that is not an address.
    NotAnAddress {
        /// The text, where it is known.
        found: String,
        /// The kind of address.
        wanted: AddressKind,
    },
    /// A value that its own type refuses.
    Refused(ValueError),
    /// A value that the parser calls no JSON.
    NotJson(super::NotJson),
    /// Another mistake, in the words of the parser.
    Said(String),
}

/// A value as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as what it is; texts stand as they were written")]
pub enum FoundValue {
    Text(String),
    Number(String),
    Word(String),
    Null,
    List,
    ListOf(String),
    Object,
    AnotherKind,
    Something,
}

/// A value as it is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as what it is")]
pub enum WantedValue {
    Text,
    TrueOrFalse,
    List,
    WholeNumber {
        first: u16,
        last: u16,
    },
    WholeNumberFromZero,
    AnyWholeNumber,
    Word,
    Address,
    Object,
    Position,
    /// Another value, in the words of the parser.
    Said(String),
}

/// The kinds of addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as what it is")]
pub enum AddressKind {
    IPv4,
    IPv6,
    Either,
}

area!(invalid_value, InvalidValue);
