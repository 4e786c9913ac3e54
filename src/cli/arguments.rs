//! What the arguments ask for.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Parser};

use super::{default_format, format_ids};
use crate::engine::report::Purpose;
use crate::format::Format;
use crate::format::audit::{AUDIT_FORMATS, AuditFormat};
use crate::format::compare::{COMPARE_FORMATS, CompareFormat};
use crate::plan::{Cidr, Ports, Protocol};

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
    /// The answer to a question about packets.
    Trace {
        /// Where the plan is.
        plan: Input,
        /// What is asked, ends as they were written.
        asked: Box<Asked>,
        /// How the answer is written.
        format: TraceFormat,
    },
    /// The steps from one state of a plan to another.
    Compare {
        /// Where the state before is.
        before: Input,
        /// Where the state after is.
        after: Input,
        /// How the steps are written.
        format: &'static CompareFormat,
    },
    /// Whether a report is right.
    Verify {
        /// Where the report is.
        from: Input,
    },
    /// A plan as a link.
    Link {
        /// Where the plan is.
        from: Input,
        /// The address of the planner's page; only what stands behind its `#` where left out.
        base: Option<String>,
    },
    /// The plan of a link.
    Open {
        /// Where the link is, or the link.
        from: Input,
    },
}

/// A question as it was written.
pub(super) struct Asked {
    pub(super) from: String,
    pub(super) from_address: Option<Cidr>,
    pub(super) to: String,
    pub(super) protocol: Protocol,
    pub(super) source_ports: Ports,
    pub(super) ports: Ports,
    pub(super) purpose: Purpose,
}

/// How the answer to a question is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TraceFormat {
    /// Text for people.
    Text,
    /// JSON for programs.
    Json,
}

/// Where a plan or a report is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Input {
    /// Standard input.
    Standard,
    /// A file.
    File(PathBuf),
    /// A link that holds the plan.
    Link(String),
}

impl Input {
    fn of(value: &OsString) -> Self {
        match value.to_str() {
            Some("-") => Self::Standard,
            Some(text) if text.contains("#p=") => Self::Link(text.to_owned()),
            _ => Self::File(value.into()),
        }
    }
}

/// The commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Command {
    Check,
    Audit,
    Trace,
    Compare,
    Verify,
    Link,
    Open,
}

impl Command {
    const ALL: [Self; 7] = [
        Self::Check,
        Self::Audit,
        Self::Trace,
        Self::Compare,
        Self::Verify,
        Self::Link,
        Self::Open,
    ];

    fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Audit => "audit",
            Self::Trace => "trace",
            Self::Compare => "compare",
            Self::Verify => "verify",
            Self::Link => "link",
            Self::Open => "open",
        }
    }

    /// The formats that it can write.
    fn formats(self) -> String {
        match self {
            Self::Check => format_ids(),
            Self::Audit => AUDIT_FORMATS.iter().map(|it| it.id).collect::<Vec<_>>().join(", "),
            Self::Trace => "text, json".to_owned(),
            Self::Verify | Self::Link | Self::Open => String::new(),
            Self::Compare => COMPARE_FORMATS.iter().map(|it| it.id).collect::<Vec<_>>().join(", "),
        }
    }

    /// The most plans that it reads.
    fn plans(self) -> usize {
        match self {
            Self::Compare => 2,
            _ => 1,
        }
    }
}

/// The reason arguments cannot be followed.
#[derive(Debug, thiserror::Error)]
pub(super) enum ArgumentError {
    #[error("there is no command; write `elb-rule-planner check PLAN.json`, or `--help` for more")]
    NoCommand,
    #[error(
        "there is no command `{0}`; write `check`, `audit`, `trace`, `compare`, `verify`, `link` or `open`, \
         or `--help` for more"
    )]
    UnknownCommand(String),
    #[error("there is no plan; name a file behind `{0}`, or `-` for standard input")]
    NoPlan(&'static str),
    #[error("there is no report; name a file behind `verify`, or `-` for standard input")]
    NoReport,
    #[error("there is no link; write one behind `open`, or `-` for standard input")]
    NoLink,
    #[error("`{0}` has no formats; leave `--format` out")]
    NoFormats(&'static str),
    #[error("`{0}` is one plan too many; check them one by one")]
    SecondPlan(String),
    #[error("there is no second plan; name the state before and the state after behind `compare`")]
    NoSecondPlan,
    #[error("standard input holds one plan; name a file for the other one")]
    TwiceStandard,
    #[error("there is no option `{0}`; write `--help` for those there are")]
    UnknownOption(String),
    #[error("`{0}` is an option of `trace`; leave it out, or ask with `trace`")]
    OptionOfTrace(&'static str),
    #[error("`--base` is an option of `link`; leave it out")]
    OptionOfLink,
    #[error("`{0}` is no address of a page; write one such as `https://example.com/planner/`")]
    BadBase(String),
    #[error("there is no format `{found}`; the formats are {known}")]
    UnknownFormat { found: String, known: String },
    #[error("`--format` needs a value; the formats are {0}")]
    NoFormat(String),
    #[error("`{0}` needs a value; write `--help` for an example")]
    NoValue(&'static str),
    #[error("the option {0} takes no value; leave it out")]
    Surplus(String),
    #[error("{option}: {why}")]
    BadValue { option: &'static str, why: String },
    #[error("`{0}` is missing; write an id, a name or an address behind it")]
    NoEnd(&'static str),
    #[error("`{0}` is no purpose; write `traffic` or `health-check`")]
    UnknownPurpose(String),
    #[error("`{0}` has no ports; leave `--ports` and `--source-ports` out")]
    NoPorts(Protocol),
}

/// The arguments as they come, before it is known how they fit together.
#[derive(Default)]
struct Given {
    command: Option<Command>,
    plans: Vec<Input>,
    format: Option<String>,
    values: Vec<(&'static str, String)>,
}

/// The option of `link`.
const BASE: &str = "--base";

/// The options that take a value; all but the first belong to a question.
const OPTIONS: &[&str] = &[
    BASE,
    "--from",
    "--from-address",
    "--to",
    "--protocol",
    "--ports",
    "--source-ports",
    "--purpose",
];

/// Reads the arguments.
pub(super) fn request(
    arguments: impl IntoIterator<Item = OsString>,
) -> Result<Request, ArgumentError> {
    let mut parser = Parser::from_args(arguments);
    let mut given = Given::default();
    while let Some(argument) = parser.next().map_err(surplus)? {
        match argument {
            Arg::Short('h') | Arg::Long("help") => {
                let is_verify = given.command == Some(Command::Verify);
                return Ok(if is_verify { Request::VerifyHelp } else { Request::Help });
            }
            Arg::Short('V') | Arg::Long("version") => return Ok(Request::Version),
            Arg::Long("format") | Arg::Short('f') => {
                let formats = given.command.unwrap_or(Command::Check).formats();
                let value = parser.value().map_err(|_| ArgumentError::NoFormat(formats))?;
                given.format = Some(shown(&value));
            }
            Arg::Value(value) => match given.command {
                None => {
                    let command = value.to_str().and_then(Command::of);
                    given.command =
                        Some(command.ok_or_else(|| ArgumentError::UnknownCommand(shown(&value)))?);
                }
                Some(command) if given.plans.len() < command.plans() => {
                    given.plans.push(match value.to_str() {
                        // Behind `open` stands a link, however much of it.
                        Some(text) if command == Command::Open && text != "-" => {
                            Input::Link(text.to_owned())
                        }
                        _ => Input::of(&value),
                    });
                }
                Some(_) => return Err(ArgumentError::SecondPlan(shown(&value))),
            },
            Arg::Long(name) => {
                let known = OPTIONS.iter().find(|it| it.strip_prefix("--") == Some(name));
                let Some(option) = known.copied() else {
                    return Err(ArgumentError::UnknownOption(format!("--{name}")));
                };
                let value = parser.value().map_err(|_| ArgumentError::NoValue(option))?;
                given.values.push((option, shown(&value)));
            }
            Arg::Short(option) => return Err(ArgumentError::UnknownOption(format!("-{option}"))),
        }
    }
    given.request()
}

impl Given {
    fn request(mut self) -> Result<Request, ArgumentError> {
        let command = self.command.ok_or(ArgumentError::NoCommand)?;
        for (option, _) in &self.values {
            match (*option, command) {
                (BASE, Command::Link) => {}
                (BASE, _) => return Err(ArgumentError::OptionOfLink),
                (_, Command::Trace) => {}
                (option, _) => return Err(ArgumentError::OptionOfTrace(option)),
            }
        }
        let has_no_formats = matches!(command, Command::Verify | Command::Link | Command::Open);
        if has_no_formats && self.format.is_some() {
            return Err(ArgumentError::NoFormats(command.name()));
        }
        let unknown =
            |found: String| ArgumentError::UnknownFormat { found, known: command.formats() };
        let mut plans = std::mem::take(&mut self.plans).into_iter();
        let first = plans.next();
        match command {
            Command::Check => {
                let format = match self.format {
                    Some(found) => Some(Format::by_id(&found).ok_or_else(|| unknown(found))?),
                    None => default_format(),
                };
                let from = first.ok_or(ArgumentError::NoPlan(command.name()))?;
                let format = format.ok_or_else(|| ArgumentError::NoFormat(format_ids()))?;
                Ok(Request::Check { from, format })
            }
            Command::Audit => {
                let format = match self.format {
                    Some(found) => AuditFormat::by_id(&found).ok_or_else(|| unknown(found)),
                    None => AUDIT_FORMATS
                        .first()
                        .ok_or_else(|| ArgumentError::NoFormat(command.formats())),
                }?;
                let from = first.ok_or(ArgumentError::NoPlan(command.name()))?;
                Ok(Request::Audit { from, format })
            }
            Command::Link => {
                let base = self.value(BASE).map(str::to_owned);
                if let Some(base) = base.as_deref().filter(|it| !it.contains("://")) {
                    return Err(ArgumentError::BadBase(base.to_owned()));
                }
                let from = first.ok_or(ArgumentError::NoPlan(command.name()))?;
                Ok(Request::Link { from, base })
            }
            Command::Open => Ok(Request::Open { from: first.ok_or(ArgumentError::NoLink)? }),
            Command::Verify => Ok(Request::Verify { from: first.ok_or(ArgumentError::NoReport)? }),
            Command::Trace => {
                let format = match self.format.as_deref() {
                    None | Some("text") => TraceFormat::Text,
                    Some("json") => TraceFormat::Json,
                    Some(found) => return Err(unknown(found.to_owned())),
                };
                let plan = first.ok_or(ArgumentError::NoPlan(command.name()))?;
                Ok(Request::Trace { plan, asked: Box::new(self.asked()?), format })
            }
            Command::Compare => {
                let named = |id: &str| COMPARE_FORMATS.iter().find(|format| format.id == id);
                let format = match self.format {
                    Some(found) => named(&found).ok_or_else(|| unknown(found)),
                    None => COMPARE_FORMATS
                        .first()
                        .ok_or_else(|| ArgumentError::NoFormat(command.formats())),
                }?;
                let before = first.ok_or(ArgumentError::NoPlan(command.name()))?;
                let after = plans.next().ok_or(ArgumentError::NoSecondPlan)?;
                if before == Input::Standard && after == Input::Standard {
                    return Err(ArgumentError::TwiceStandard);
                }
                Ok(Request::Compare { before, after, format })
            }
        }
    }

    fn asked(&self) -> Result<Asked, ArgumentError> {
        let protocol: Protocol = self.read("--protocol")?.unwrap_or_default();
        let ports: Ports = self.read("--ports")?.unwrap_or_default();
        let source_ports: Ports = self.read("--source-ports")?.unwrap_or_default();
        let names_ports = !ports.is_all() || !source_ports.is_all();
        if names_ports && !protocol.has_ports() && protocol != Protocol::All {
            return Err(ArgumentError::NoPorts(protocol));
        }
        let end = |option| match self.value(option) {
            Some(text) => Ok(text.to_owned()),
            None => Err(ArgumentError::NoEnd(option)),
        };
        Ok(Asked {
            from: end("--from")?,
            from_address: self.read("--from-address")?,
            to: end("--to")?,
            protocol,
            source_ports,
            ports,
            purpose: match self.value("--purpose") {
                None | Some("traffic") => Purpose::Traffic,
                Some("health-check") => Purpose::HealthCheck,
                Some(other) => return Err(ArgumentError::UnknownPurpose(other.to_owned())),
            },
        })
    }

    /// The value of an option; of one that is given twice the last.
    fn value(&self, option: &str) -> Option<&str> {
        self.values.iter().rev().find(|(name, _)| *name == option).map(|(_, text)| text.as_str())
    }

    fn read<T: std::str::FromStr<Err: ToString>>(
        &self,
        option: &'static str,
    ) -> Result<Option<T>, ArgumentError> {
        let read = |text: &str| {
            text.parse()
                .map_err(|error: T::Err| ArgumentError::BadValue { option, why: error.to_string() })
        };
        self.value(option).map(read).transpose()
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
