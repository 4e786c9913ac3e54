//! The help and the error messages of the command line.

use super::{EncodingError, LinkError, ReadError};
use crate::plan::{Protocol, ValueError};

/// The texts of `--help`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpText {
    /// The text of `--help`.
    Program {
        /// The name of the program.
        program: &'static str,
        /// The formats of answers, a line for each, the default one marked.
        formats: Vec<HelpFormat>,
        /// The formats of audits.
        audit_formats: String,
        /// The formats of change plans.
        change_formats: String,
        /// The formats of traces.
        trace_formats: String,
        /// The formats of the answer who reaches what.
        reach_formats: String,
        /// The formats of what a change opens and closes.
        traffic_formats: String,
        /// The languages.
        languages: String,
    },
    /// The text of `verify --help`.
    Verify {
        /// The name of the program.
        program: &'static str,
    },
}

/// A format in the list of the help.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as the field of the format")]
pub struct HelpFormat {
    pub id: &'static str,
    pub label: super::FormatText,
    pub is_default: bool,
}

/// The reason arguments cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as what it says; texts stand as they were written")]
pub enum ArgumentError {
    NoCommand,
    UnknownCommand(String),
    NoPlan(&'static str),
    NoReport,
    NoLink,
    NoFormats(&'static str),
    SecondPlan(String),
    NoSecondPlan,
    TwiceStandard,
    UnknownOption(String),
    OptionOf { option: &'static str, command: &'static str },
    OptionOfQuestions(&'static str),
    OptionOfLink,
    BadBase(String),
    UnknownFormat { found: String, known: String },
    UnknownLanguage { found: String, known: String },
    NoFormat(String),
    NoValue(&'static str),
    Surplus(String),
    BadValue { option: &'static str, why: ValueError },
    NoEnd(&'static str),
    UnknownPurpose(String),
    NoPorts(Protocol),
    NoIcmp(Protocol),
}

/// A source of text by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as what it is")]
pub enum InputName {
    Standard,
    File(String),
    Link,
}

/// The reason the command line does not answer, beside its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as what it says")]
pub enum CommandLineError {
    /// The file cannot be read; the system says why.
    Unreadable(InputName, String),
    TooLong {
        input: InputName,
        found: u64,
        most: usize,
    },
    Endless {
        input: InputName,
        most: usize,
    },
    NotText(InputName, EncodingError),
    NotAPlan(InputName, Box<ReadError>),
    /// The text is no report; the checker says why.
    NotAReport(InputName, String),
    NotALink(Box<LinkError>),
    /// The link names a file, and does not hold the plan.
    LinkToFile(String),
    LinkOfReport,
    /// The answer cannot be written; the system says why.
    Unwritable(String),
    /// The plan has nothing with this id.
    NothingWithId(String),
    /// The plan has nothing with this name.
    NothingCalled(String),
    Ambiguous {
        name: String,
        candidates: String,
    },
    NotAnAddress(ValueError),
    /// The question who reaches what is asked of servers alone.
    NotAServer(String),
}

area!(help, HelpText);
area!(command_line::argument, ArgumentError);
area!(command_line, CommandLineError);
