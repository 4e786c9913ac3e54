//! What the arguments ask for.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Parser};

use super::{default_format, format_ids};
use crate::format::Format;

/// What is asked for.
pub(super) enum Request {
    /// The help.
    Help,
    /// The version.
    Version,
    /// The help of a command.
    CommandHelp(Command),
    /// Whether a report is right.
    Verify {
        /// Where the report is.
        from: Input,
    },
    /// The answer for a plan.
    Check {
        /// Where the plan is.
        from: Input,
        /// How the answer is written.
        format: &'static Format,
    },
}

/// A command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Command {
    /// Answers a plan.
    Check,
    /// Checks a report.
    Verify,
}

/// Where a plan or a report is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Input {
    /// Standard input.
    Standard,
    /// A file.
    File(PathBuf),
}

/// The reason arguments cannot be followed.
#[derive(Debug, thiserror::Error)]
pub(super) enum ArgumentError {
    #[error(
        "there is no command; write `elb-rule-planner check PLAN.json`, or `--help` for the others"
    )]
    NoCommand,
    #[error("there is no command `{0}`; write `check` or `verify`, or `--help` for more")]
    UnknownCommand(String),
    #[error("there is no plan; name a file behind `check`, or `-` for standard input")]
    NoPlan,
    #[error("there is no report; name a file behind `verify`, or `-` for standard input")]
    NoReport,
    #[error("`{0}` is one file too many; take them one by one")]
    SecondFile(String),
    #[error("there is no option `{0}`; write `--help` for those there are")]
    UnknownOption(String),
    #[error("there is no format `{found}`; the formats are {known}", known = format_ids())]
    UnknownFormat { found: String },
    #[error("`--format` needs a value; the formats are {known}", known = format_ids())]
    NoFormat,
    #[error("`--format` goes with `check`; `verify` has no formats, so leave it out")]
    FormatOfVerify,
    #[error("the option {0} takes no value; leave it out")]
    Surplus(String),
}

/// Reads the arguments.
pub(super) fn request(
    arguments: impl IntoIterator<Item = OsString>,
) -> Result<Request, ArgumentError> {
    let mut parser = Parser::from_args(arguments);
    let mut command: Option<Command> = None;
    let mut from: Option<Input> = None;
    let mut format: Option<&'static Format> = None;
    while let Some(argument) = parser.next().map_err(surplus)? {
        match argument {
            Arg::Short('h') | Arg::Long("help") => {
                return Ok(command.map_or(Request::Help, Request::CommandHelp));
            }
            Arg::Short('V') | Arg::Long("version") => return Ok(Request::Version),
            Arg::Long("format") | Arg::Short('f') => {
                let value = parser.value().map_err(|_| ArgumentError::NoFormat)?;
                let found = value.to_string_lossy().into_owned();
                format = Format::by_id(&found);
                if format.is_none() {
                    return Err(ArgumentError::UnknownFormat { found });
                }
            }
            Arg::Value(value) if command.is_none() => match value.to_str() {
                Some("check") => command = Some(Command::Check),
                Some("verify") => command = Some(Command::Verify),
                _ => return Err(ArgumentError::UnknownCommand(shown(&value))),
            },
            Arg::Value(value) if from.is_none() => {
                from = Some(match value.to_str() {
                    Some("-") => Input::Standard,
                    _ => Input::File(value.into()),
                });
            }
            Arg::Value(value) => return Err(ArgumentError::SecondFile(shown(&value))),
            Arg::Short(option) => return Err(ArgumentError::UnknownOption(format!("-{option}"))),
            Arg::Long(option) => return Err(ArgumentError::UnknownOption(format!("--{option}"))),
        }
    }
    match (command, from) {
        (None, _) => Err(ArgumentError::NoCommand),
        (Some(Command::Check), None) => Err(ArgumentError::NoPlan),
        (Some(Command::Verify), None) => Err(ArgumentError::NoReport),
        (Some(Command::Verify), Some(_)) if format.is_some() => Err(ArgumentError::FormatOfVerify),
        (Some(Command::Verify), Some(from)) => Ok(Request::Verify { from }),
        (Some(Command::Check), Some(from)) => {
            let format = format.or_else(default_format).ok_or(ArgumentError::NoFormat)?;
            Ok(Request::Check { from, format })
        }
    }
}

fn shown(value: &OsString) -> String {
    value.to_string_lossy().into_owned()
}

fn surplus(error: lexopt::Error) -> ArgumentError {
    match error {
        lexopt::Error::UnexpectedValue { option, .. } => {
            ArgumentError::Surplus(format!("`{option}`"))
        }
        other => ArgumentError::UnknownOption(other.to_string()),
    }
}
