//! The command line: reads a plan, asks the engine, writes the answer.
//!
//! It says nothing of its own about rules; what it writes comes from `format`.

mod arguments;
mod ends;
mod help;

use std::ffi::OsString;
use std::fmt;
use std::io::{self, Read, Write};

use crate::engine::report::{Level, Report, Severity};
use crate::engine::trace::TraceVerdict;
use crate::engine::{audit, check, compare, simpler, trace};
use crate::format::link::address::{Address, Options, Source};
use crate::format::link::{LinkError, decode, encode};
use crate::format::plan::{LONGEST_REPORT, ReadError, read, write};
use crate::format::{FORMATS, Format, trace as trace_format};
use crate::locale::{Language, VerifyText};
use crate::plan::Plan;
use crate::verify::{Unusable, verify};
use arguments::{Asked, Input, Request, TraceFormat, request};

/// How a run ends; the numbers are the exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Nothing has to be added or changed, or there is nothing to say of the rules.
    NothingToDo = 0,
    /// Rules have to be added or changed, the plan has an error, or a rule is likely not as meant.
    SomethingToDo = 1,
    /// The arguments or the plan cannot be used.
    Unusable = 2,
}

/// Runs the command line with arguments that begin behind the program's name, and returns the
/// exit code.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    input: &mut dyn Read,
    output: &mut dyn Write,
    errors: &mut dyn Write,
) -> u8 {
    let outcome = match request(arguments) {
        Ok(Request::Help) => said(output, &help::text(), Outcome::NothingToDo),
        Ok(Request::Version) => {
            let version = format!("{} {}\n", help::PROGRAM, env!("CARGO_PKG_VERSION"));
            said(output, &version, Outcome::NothingToDo)
        }
        Ok(Request::VerifyHelp) => said(output, &help::verify(), Outcome::NothingToDo),
        Ok(Request::Verify { from }) => verified(&from, input)
            .map_err(|error| error.to_string())
            .and_then(|(text, outcome)| said(output, &text, outcome)),
        Ok(Request::Link { from, base }) => match load(&from, input) {
            Ok(plan) => {
                let plan = Some(Source::Link(encode(&plan)));
                let fragment = Address { plan, options: Options::default() }.fragment();
                let base = base.as_deref().map_or("", |it| it.split('#').next().unwrap_or(it));
                said(output, &format!("{base}#{fragment}\n"), Outcome::NothingToDo)
            }
            Err(error) => Err(error.to_string()),
        },
        Ok(Request::Open { from }) => match opened(&from, input) {
            Ok(plan) => said(output, &write(&plan), Outcome::NothingToDo),
            Err(error) => Err(error.to_string()),
        },
        Ok(Request::Check { from, format }) => match load(&from, input) {
            Ok(plan) => {
                let report = check(&plan);
                let text = (format.write)(&plan, &report, Language::default());
                said(output, &text, outcome(&report))
            }
            Err(error) => Err(error.to_string()),
        },
        Ok(Request::Audit { from, format }) => match load(&from, input) {
            Ok(plan) => {
                let report = check(&plan);
                let mut audit = audit(&plan, &report);
                audit.simpler = Some(simpler(&plan, &audit));
                let text = (format.write)(&plan, &report, &audit, Language::default());
                let outcome = match audit.has_warnings() {
                    true => Outcome::SomethingToDo,
                    false => Outcome::NothingToDo,
                };
                said(output, &text, outcome)
            }
            Err(error) => Err(error.to_string()),
        },
        Ok(Request::Trace { plan, asked, format }) => {
            answered(&plan, &asked, format, input).and_then(|(text, end)| said(output, &text, end))
        }
        Ok(Request::Compare { before, after, format }) => {
            match (load(&before, input), load(&after, input)) {
                (Ok(before), Ok(after)) => {
                    let steps = compare(&before, &after);
                    let outcome = match steps.is_empty() {
                        true => Outcome::NothingToDo,
                        false => Outcome::SomethingToDo,
                    };
                    said(output, &(format.write)(&steps, Language::default()), outcome)
                }
                (Err(error), _) | (_, Err(error)) => Err(error.to_string()),
            }
        }
        Err(error) => Err(error.to_string()),
    };
    let outcome = outcome.unwrap_or_else(|message| {
        // With the errors closed as well there is nobody left to tell.
        let _ = writeln!(errors, "error: {message}");
        Outcome::Unusable
    });
    outcome as u8
}

/// The answer to a question about packets, and how the run ends.
fn answered(
    plan: &Input,
    asked: &Asked,
    format: TraceFormat,
    input: &mut dyn Read,
) -> Result<(String, Outcome), String> {
    let plan = load(plan, input).map_err(|error| error.to_string())?;
    let question = ends::question(&plan, asked).map_err(|error| error.to_string())?;
    let answer = trace(&plan, &question);
    let text = match format {
        TraceFormat::Text => trace_format::text(&plan, &answer, Language::default()),
        TraceFormat::Json => trace_format::json(&answer),
    };
    let outcome = match answer.verdict {
        TraceVerdict::Wholly => Outcome::NothingToDo,
        _ => Outcome::SomethingToDo,
    };
    Ok((text, outcome))
}

/// Writes a text. A reader that has read enough and closed the pipe is no failure.
fn said(output: &mut dyn Write, text: &str, outcome: Outcome) -> Result<Outcome, String> {
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("the answer cannot be written: {error}"))
        }
        Ok(()) | Err(_) => Ok(outcome),
    }
}

fn outcome(report: &Report) -> Outcome {
    let required = report.changes.iter().any(|change| change.level == Level::Required);
    let broken = report.findings.iter().any(|finding| finding.severity == Severity::Error);
    if required || broken || !report.summary.proved {
        Outcome::SomethingToDo
    } else {
        Outcome::NothingToDo
    }
}

/// Checks a report and says what comes of it.
fn verified(from: &Input, standard: &mut dyn Read) -> Result<(String, Outcome), LoadError> {
    let text = load_text(from, standard)?;
    let checked = verify(&text).map_err(|error| LoadError::NotAReport(from.clone(), error))?;
    let mut text = String::new();
    for line in VerifyText::lines(&checked) {
        text.push_str(&line.text(Language::default()));
        text.push('\n');
    }
    let is_verified = checked.is_verified();
    Ok((text, if is_verified { Outcome::NothingToDo } else { Outcome::SomethingToDo }))
}

/// The reason a plan or a report cannot be loaded.
#[derive(Debug, thiserror::Error)]
enum LoadError {
    #[error("{0} cannot be read: {1}; check the path")]
    Io(Input, io::Error),
    #[error("{0} is not UTF-8 text; give a file as the planner saves it")]
    NotText(Input),
    #[error("{0}: {1}")]
    NotAPlan(Input, ReadError),
    #[error("{0}: {1}")]
    NotAReport(Input, Unusable),
    #[error("{0}")]
    NotALink(LinkError),
    #[error("the link names the file `{0}`; download it and give the file")]
    NotInLink(String),
    #[error("a link holds a plan and no report; give a report as the page exports it")]
    LinkOfReport,
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Standard => f.write_str("standard input"),
            Self::File(path) => write!(f, "`{}`", path.display()),
            Self::Link(_) => f.write_str("the link"),
        }
    }
}

/// The plan of a link that is given, or that standard input holds.
fn opened(from: &Input, standard: &mut dyn Read) -> Result<Plan, LoadError> {
    let text = match from {
        Input::Link(text) => text.clone(),
        other => load_text(other, standard)?,
    };
    match Address::parse_text(&text).plan {
        Some(Source::Link(link)) => decode(&link).map_err(LoadError::NotALink),
        Some(Source::Place(place)) => Err(LoadError::NotInLink(place)),
        None => Err(LoadError::NotALink(LinkError::Empty)),
    }
}

fn load(from: &Input, standard: &mut dyn Read) -> Result<Plan, LoadError> {
    if let Input::Link(_) = from {
        return opened(from, standard);
    }
    let text = load_text(from, standard)?;
    read(&text).map_err(|error| LoadError::NotAPlan(from.clone(), error))
}

fn load_text(from: &Input, standard: &mut dyn Read) -> Result<String, LoadError> {
    let mut bytes = vec![];
    // One byte more than is allowed is enough to know that it is too much.
    let longest = u64::try_from(LONGEST_REPORT).unwrap_or(u64::MAX).saturating_add(4);
    let loaded = match from {
        Input::Link(_) => return Err(LoadError::LinkOfReport),
        Input::Standard => standard.take(longest).read_to_end(&mut bytes),
        Input::File(path) => {
            std::fs::File::open(path).and_then(|file| file.take(longest).read_to_end(&mut bytes))
        }
    };
    loaded.map_err(|error| LoadError::Io(from.clone(), error))?;
    String::from_utf8(bytes).map_err(|_| LoadError::NotText(from.clone()))
}

/// The ids of all formats.
fn format_ids() -> String {
    FORMATS.iter().map(|format| format.id).collect::<Vec<_>>().join(", ")
}

/// The format of an answer where none is named.
fn default_format() -> Option<&'static Format> {
    Format::by_id("text").or_else(|| FORMATS.first())
}
