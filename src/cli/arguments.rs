//! The arguments, and the requests that they make.

use std::ffi::OsString;

use lexopt::{Arg, Parser};

use super::formats::{Subject, default_format, format_ids, formats_of, languages};
use super::request::{Asked, AskedReach, Input, Request};
use crate::engine::report::Purpose;
use crate::format::Format;
use crate::format::reach::{REACH_FORMATS, ReachFormat};
use crate::locale::{ArgumentError, Language};
use crate::plan::{IcmpKind, Ports, Protocol, ValueError};

/// The commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Command {
    Check,
    Audit,
    Trace,
    Reach,
    Compare,
    Verify,
    Link,
    Open,
}

impl Command {
    const ALL: [Self; 8] = [
        Self::Check,
        Self::Audit,
        Self::Trace,
        Self::Reach,
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
            Self::Reach => "reach",
            Self::Compare => "compare",
            Self::Verify => "verify",
            Self::Link => "link",
            Self::Open => "open",
        }
    }

    /// The subject of its answers; none where it has no formats.
    fn subject(self) -> Option<Subject> {
        match self {
            Self::Check => Some(Subject::Report),
            Self::Audit => Some(Subject::Audit),
            Self::Trace => Some(Subject::Trace),
            Self::Reach => Some(Subject::Reach),
            Self::Compare => Some(Subject::Changes),
            Self::Verify | Self::Link | Self::Open => None,
        }
    }

    /// The ids of the formats that it can write.
    fn formats(self) -> String {
        self.subject().map(format_ids).unwrap_or_default()
    }

    /// The most plans that it reads.
    fn plans(self) -> usize {
        match self {
            Self::Compare => 2,
            _ => 1,
        }
    }
}

/// The arguments as they come, before it is known how they fit together.
#[derive(Default)]
struct Given {
    command: Option<Command>,
    plans: Vec<Input>,
    format: Option<String>,
    values: Vec<(&'static str, String)>,
    switches: Vec<&'static str>,
}

/// The option of `link`.
const BASE: &str = "--base";

/// The option of every command that names the language.
const LANGUAGE: &str = "--lang";

/// The options that take a value, each with the option that it is another name of.
const OPTIONS: &[(&str, &str)] = &[
    (LANGUAGE, LANGUAGE),
    (BASE, BASE),
    ("--from", "--from"),
    ("--from-address", "--from-address"),
    ("--to", "--to"),
    ("--protocol", "--protocol"),
    ("--icmp", "--icmp"),
    (PORTS, PORTS),
    ("--port", PORTS),
    ("--to-port", PORTS),
    ("--source-ports", "--source-ports"),
    ("--purpose", "--purpose"),
];

/// The option that names destination ports.
const PORTS: &str = "--ports";

/// The options of questions that only a trace is asked with.
const OF_TRACE_ALONE: &[&str] = &["--from-address", "--source-ports", "--purpose"];

/// The switch of `reach` that has the rules to add count as well.
const WITH_CHANGES: &str = "--with-changes";

/// The switch of `check` that has other ways beside each rule to add.
const OTHER_WAYS: &str = "--other-ways";

/// The switch of `compare` that asks what a change opens and closes.
const TRAFFIC: &str = "--traffic";

/// The options that take no value, each with the command that has it.
const SWITCHES: &[(&str, Command)] =
    &[(OTHER_WAYS, Command::Check), (WITH_CHANGES, Command::Reach), (TRAFFIC, Command::Compare)];

/// Reads the arguments. The language is the one that they name, or else the given one; it counts for
/// an error as well, as far as it was read before.
pub(super) fn request(
    arguments: impl IntoIterator<Item = OsString>,
    language: &mut Language,
) -> Result<Request, ArgumentError> {
    let mut parser = Parser::from_args(arguments);
    let mut given = Given::default();
    let mut asks_for_help = false;
    while let Some(argument) = parser.next().map_err(surplus)? {
        match argument {
            Arg::Short('h') | Arg::Long("help") => {
                asks_for_help = true;
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
                let is_named = |it: &str| it.strip_prefix("--") == Some(name);
                let switch = SWITCHES.iter().find(|(it, _)| is_named(it));
                if let Some((switch, _)) = switch {
                    given.switches.push(switch);
                    continue;
                }
                let known = OPTIONS.iter().find(|(it, _)| is_named(it));
                let Some((_, option)) = known.copied() else {
                    return Err(ArgumentError::UnknownOption(format!("--{name}")));
                };
                let value = shown(&parser.value().map_err(|_| ArgumentError::NoValue(option))?);
                match option {
                    LANGUAGE => *language = language_of(value)?,
                    _ => given.values.push((option, value)),
                }
            }
            Arg::Short(option) => return Err(ArgumentError::UnknownOption(format!("-{option}"))),
        }
    }
    match given.command {
        Some(Command::Verify) if asks_for_help => Ok(Request::VerifyHelp),
        _ if asks_for_help => Ok(Request::Help),
        _ => given.request(),
    }
}

/// The language that an option names.
fn language_of(found: String) -> Result<Language, ArgumentError> {
    Language::of(&found).ok_or_else(|| ArgumentError::UnknownLanguage { found, known: languages() })
}

impl Given {
    fn request(mut self) -> Result<Request, ArgumentError> {
        let command = self.command.ok_or(ArgumentError::NoCommand)?;
        for (option, _) in &self.values {
            match (*option, command) {
                (BASE, Command::Link) => {}
                (BASE, _) => return Err(ArgumentError::OptionOfLink),
                (_, Command::Trace) => {}
                (option, _) if OF_TRACE_ALONE.contains(&option) => {
                    return Err(ArgumentError::OptionOf { option, command: Command::Trace.name() });
                }
                (_, Command::Reach) => {}
                (option, _) => return Err(ArgumentError::OptionOfQuestions(option)),
            }
        }
        let misplaced =
            SWITCHES.iter().find(|(switch, of)| self.switches.contains(switch) && *of != command);
        if let Some((option, of)) = misplaced {
            return Err(ArgumentError::OptionOf { option, command: of.name() });
        }
        if command.subject().is_none() && self.format.is_some() {
            return Err(ArgumentError::NoFormats(command.name()));
        }
        let mut plans = std::mem::take(&mut self.plans).into_iter();
        let first = plans.next();
        match command {
            Command::Check => {
                let format = self.format(Subject::Report)?;
                let from = first.ok_or(ArgumentError::NoPlan(command.name()))?;
                let other_ways = self.switches.contains(&OTHER_WAYS);
                Ok(Request::Check { from, format, other_ways })
            }
            Command::Audit => {
                let write = self.writer(Subject::Audit, |it| it.write_audit)?;
                let from = first.ok_or(ArgumentError::NoPlan(command.name()))?;
                Ok(Request::Audit { from, write })
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
                let write = self.writer(Subject::Trace, |it| it.write_trace)?;
                let plan = first.ok_or(ArgumentError::NoPlan(command.name()))?;
                Ok(Request::Trace { plan, asked: Box::new(self.asked()?), write })
            }
            Command::Reach => {
                let write = self.reach_writer(Subject::Reach, |it| Some(it.write))?;
                let plan = first.ok_or(ArgumentError::NoPlan(command.name()))?;
                Ok(Request::Reach { plan, asked: Box::new(self.asked_reach()?), write })
            }
            Command::Compare => {
                let before = first.ok_or(ArgumentError::NoPlan(command.name()))?;
                let after = plans.next().ok_or(ArgumentError::NoSecondPlan)?;
                if before == Input::Standard && after == Input::Standard {
                    return Err(ArgumentError::TwiceStandard);
                }
                if self.switches.contains(&TRAFFIC) {
                    let write = self.reach_writer(Subject::TrafficChange, |it| it.write_change)?;
                    return Ok(Request::CompareTraffic { before, after, write });
                }
                let write = self.writer(Subject::Changes, |it| it.write_changes)?;
                Ok(Request::Compare { before, after, write })
            }
        }
    }

    /// The format of a subject that is named, or its default one.
    fn format(&self, subject: Subject) -> Result<&'static Format, ArgumentError> {
        let known = || format_ids(subject);
        match self.format.clone() {
            None => default_format().ok_or_else(|| ArgumentError::NoFormat(known())),
            Some(found) => formats_of(subject)
                .into_iter()
                .find(|it| it.id == found)
                .ok_or_else(|| ArgumentError::UnknownFormat { found, known: known() }),
        }
    }

    /// The writer of a subject in the format that is named, or in its default one.
    fn writer<W>(
        &self,
        subject: Subject,
        of: impl Fn(&Format) -> Option<W>,
    ) -> Result<W, ArgumentError> {
        of(self.format(subject)?).ok_or_else(|| ArgumentError::NoFormat(format_ids(subject)))
    }

    /// As [`Self::writer`], of the formats that are in the table of their own.
    fn reach_writer<W>(
        &self,
        subject: Subject,
        of: impl Fn(&ReachFormat) -> Option<W>,
    ) -> Result<W, ArgumentError> {
        let known = || format_ids(subject);
        let mut writers = REACH_FORMATS.iter().filter_map(|it| Some((it.id, of(it)?)));
        let writer = match self.format.clone() {
            None => writers.next().ok_or_else(|| ArgumentError::NoFormat(known())),
            Some(found) => writers
                .find(|(id, _)| *id == found)
                .ok_or_else(|| ArgumentError::UnknownFormat { found, known: known() }),
        };
        writer.map(|(_, write)| write)
    }

    fn asked_reach(&self) -> Result<AskedReach, ArgumentError> {
        let (protocol, ports) = self.protocol_and_ports()?;
        Ok(AskedReach {
            from: self.value("--from").map(str::to_owned),
            to: self.value("--to").map(str::to_owned),
            protocol,
            ports,
            with_changes: self.switches.contains(&WITH_CHANGES),
        })
    }

    /// The protocol and the destination ports that are named.
    fn protocol_and_ports(&self) -> Result<(Protocol, Ports), ArgumentError> {
        let protocol: Protocol = self.read("--protocol")?.unwrap_or_default();
        let ports: Ports = self.read(PORTS)?.unwrap_or_default();
        if !ports.is_all() && !protocol.has_ports() && protocol != Protocol::All {
            return Err(ArgumentError::NoPorts(protocol));
        }
        Ok((protocol, ports))
    }

    fn asked(&self) -> Result<Asked, ArgumentError> {
        let (protocol, ports) = self.protocol_and_ports()?;
        let source_ports: Ports = self.read("--source-ports")?.unwrap_or_default();
        if !source_ports.is_all() && !protocol.has_ports() && protocol != Protocol::All {
            return Err(ArgumentError::NoPorts(protocol));
        }
        let icmp: Option<IcmpKind> = self.read("--icmp")?;
        if icmp.is_some() && !protocol.is_icmp() {
            return Err(ArgumentError::NoIcmp(protocol));
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
            icmp,
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

    fn read<T: std::str::FromStr<Err = ValueError>>(
        &self,
        option: &'static str,
    ) -> Result<Option<T>, ArgumentError> {
        let read = |text: &str| {
            text.parse().map_err(|why: ValueError| ArgumentError::BadValue { option, why })
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
