//! The reasons a file, a text or a link is not read as a plan.

use super::{InvalidValue, NotJson};
use crate::plan::limits::TooLarge;

/// The reason a text is not a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// The text is empty.
    Empty,
    /// The text is longer than is read.
    TooLong {
        /// The length of the text, in bytes.
        found: usize,
        /// The greatest length, in bytes.
        most: usize,
    },
    /// The plan holds more than is read.
    TooLarge(TooLarge),
    /// The text is not JSON.
    NotJson {
        /// The line, from 1 up.
        line: usize,
        /// The column, from 1 up.
        column: usize,
        /// The mistake.
        reason: NotJson,
    },
    /// The text is JSON of another kind.
    NotAnObject,
    /// A newer program wrote the plan, in this version.
    NewerVersion(u64),
    /// The text is JSON, but something in it does not fit a plan.
    Unfit {
        /// The line, from 1 up.
        line: usize,
        /// The column, from 1 up.
        column: usize,
        /// The way to it, such as `subnets[0].cidr`; empty for the plan as a whole.
        path: String,
        /// The value or the field that does not fit.
        invalid: InvalidValue,
    },
}

impl From<TooLarge> for ReadError {
    fn from(error: TooLarge) -> Self {
        Self::TooLarge(error)
    }
}

/// The reason a link holds no plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkError {
    /// There is nothing behind the name.
    Empty,
    /// The link begins with a character that names no way to make one.
    UnknownCodec(char),
    /// The link ends too early.
    CutOff {
        /// The number of characters that are there.
        found: usize,
        /// The number of characters that there were.
        wanted: usize,
    },
    /// The link is whole, and yet it is not what was made.
    Changed,
    /// The link unpacks to more than this number of bytes.
    TooLarge(usize),
    /// The content of the link is no plan.
    Plan(ReadError),
}

impl From<ReadError> for LinkError {
    fn from(error: ReadError) -> Self {
        Self::Plan(error)
    }
}

/// The reason bytes are no text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EncodingError {
    /// Some bytes are not UTF-8.
    NotUtf8 {
        /// The line, from 1 up.
        line: usize,
        /// The position of the byte, from 1 up.
        byte: usize,
        /// The byte.
        value: u8,
    },
    /// A half of a pair, or of a character, in UTF-16.
    NotUtf16 {
        /// The line, from 1 up.
        line: usize,
        /// The position of the byte, from 1 up.
        byte: usize,
    },
    /// The bytes have zeros like UTF-16 or UTF-32, and no mark that is known.
    Wide,
}

area!(read_error::text, ReadError);
area!(read_error::link, LinkError);
area!(read_error::encoding, EncodingError);
