//! What the arguments ask for.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Parser};

use super::{default_format, format_ids};
use crate::format::Format;
use crate::format::audit::{AUDIT_FORMATS, AuditFormat};

/// What is asked for.
pub(super) enum Request {
    /// The help.
    Help,
    /// The help of `verify`.
    VerifyHelp,
    /// The version.
    Version,
    /// The answer for a plan.
    Check {
        /// Where the plan is.
        from: Input,
        /// How the answer is written.
        format: &'static Format,
    },
    /// The audit of the rules of a plan.
    Audit {
        /// Where the plan is.
        from: Input,
        /// How the audit is written.
        format: &'static AuditFormat,
    },
    /// Whether a report is right.
    Verify {
        /// Where the report is.
        from: Input,
    },
}

/// What a run does with a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Command {
    Check,
    Audit,
    Verify,
}

impl Command {
    const ALL: [Self; 3] = [Self::Check, Self::Audit, Self::Verify];

    fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Audit => "audit",
            Self::Verify => "verify",
        }
    }

    /// The ids of the formats in which it answers.
    fn formats(self) -> String {
        match self {
            Self::Check => format_ids(),
            Self::Audit => AUDIT_FORMATS.iter().map(|it| it.id).collect::<Vec<_>>().join(", "),
            Self::Verify => String::new(),
        }
    }
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
    #[error("there is no command; write `elb-rule-planner check PLAN.json`, or `--help` for more")]
    NoCommand,
    #[error("there is no command `{0}`; write `check`, `audit` or `verify`, or `--help` for more")]
    UnknownCommand(String),
    #[error("there is no plan; name a file behind `{0}`, or `-` for standard input")]
    NoPlan(&'static str),
    #[error("there is no report; name a file behind `verify`, or `-` for standard input")]
    NoReport,
    #[error("`verify` has no formats; leave `--format` out")]
    FormatOfVerify,
    #[error("`{0}` is one plan too many; check them one by one")]
    SecondPlan(String),
    #[error("there is no option `{0}`; write `--help` for those there are")]
    UnknownOption(String),
    #[error("there is no format `{found}`; the formats are {known}")]
    UnknownFormat { found: String, known: String },
    #[error("`--format` needs a value; the formats are {known}")]
    NoFormat { known: String },
    #[error("the option {0} takes no value; leave it out")]
    Surplus(String),
}

/// Reads the arguments.
pub(super) fn request(
    arguments: impl IntoIterator<Item = OsString>,
) -> Result<Request, ArgumentError> {
    let mut parser = Parser::from_args(arguments);
    let mut command = None::<Command>;
    let mut from: Option<Input> = None;
    let mut wanted: Option<String> = None;
    while let Some(argument) = parser.next().map_err(surplus)? {
        match argument {
            Arg::Short('h') | Arg::Long("help") => {
                let is_verify = command == Some(Command::Verify);
                return Ok(if is_verify { Request::VerifyHelp } else { Request::Help });
            }
            Arg::Short('V') | Arg::Long("version") => return Ok(Request::Version),
            Arg::Long("format") | Arg::Short('f') => {
                let known = command.unwrap_or(Command::Check).formats();
                let value = parser.value().map_err(|_| ArgumentError::NoFormat { known })?;
                wanted = Some(value.to_string_lossy().into_owned());
            }
            Arg::Value(value) if command.is_none() => {
                command = Command::ALL.into_iter().find(|it| value.to_str() == Some(it.name()));
                if command.is_none() {
                    return Err(ArgumentError::UnknownCommand(shown(&value)));
                }
            }
            Arg::Value(value) if from.is_none() => {
                from = Some(match value.to_str() {
                    Some("-") => Input::Standard,
                    _ => Input::File(value.into()),
                });
            }
            Arg::Value(value) => return Err(ArgumentError::SecondPlan(shown(&value))),
            Arg::Short(option) => return Err(ArgumentError::UnknownOption(format!("-{option}"))),
            Arg::Long(option) => return Err(ArgumentError::UnknownOption(format!("--{option}"))),
        }
    }
    let command = command.ok_or(ArgumentError::NoCommand)?;
    let known = command.formats();
    let unknown = |found: Option<String>| match found {
        Some(found) => ArgumentError::UnknownFormat { found, known },
        None => ArgumentError::NoFormat { known },
    };
    let plan = from.ok_or(ArgumentError::NoPlan(command.name()));
    match command {
        Command::Check => {
            let format = wanted.as_deref().map_or_else(default_format, Format::by_id);
            let format = format.ok_or_else(|| unknown(wanted))?;
            Ok(Request::Check { from: plan?, format })
        }
        Command::Audit => {
            let usual = AUDIT_FORMATS.first();
            let format = wanted.as_deref().map_or(usual, AuditFormat::by_id);
            let format = format.ok_or_else(|| unknown(wanted))?;
            Ok(Request::Audit { from: plan?, format })
        }
        Command::Verify if wanted.is_some() => Err(ArgumentError::FormatOfVerify),
        Command::Verify => Ok(Request::Verify { from: plan.map_err(|_| ArgumentError::NoReport)? }),
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
