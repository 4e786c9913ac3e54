//! The command line: reads a plan, asks the engine, writes the answer.
//!
//! It says nothing of its own about rules; what it writes comes from `format`.

mod arguments;
mod ends;
mod help;
mod load;

use std::ffi::OsString;
use std::io::{self, Read, Write};

use crate::engine::report::{Level, Report, Severity};
use crate::engine::trace::TraceVerdict;
use crate::engine::{audit, check, compare, simpler, trace};
use crate::format::link::address::{Address, Options, PlanSource};
use crate::format::link::encode;
use crate::format::plan::write;
use crate::format::{FORMATS, Format, trace as trace_format};
use crate::locale::{Language, VerifyText};
use crate::plan::invisible::one_line;
use arguments::{Asked, Input, Request, TraceFormat, request};
use load::{LoadError, checked, load, opened};

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
                let plan = Some(PlanSource::Link(encode(&plan)));
                let fragment = Address { plan, options: Options::default() }.fragment();
                let base = base.as_deref().map_or("", |it| it.split('#').next().unwrap_or(it));
                said(output, &format!("{}#{fragment}\n", one_line(base)), Outcome::NothingToDo)
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
        let _ = writeln!(errors, "error: {}", one_line(&message));
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
    let checked = checked(from, standard)?;
    let mut text = String::new();
    for line in VerifyText::lines(&checked) {
        text.push_str(&one_line(&line.text(Language::default())));
        text.push('\n');
    }
    let is_verified = checked.is_verified();
    Ok((text, if is_verified { Outcome::NothingToDo } else { Outcome::SomethingToDo }))
}

/// The ids of all formats.
fn format_ids() -> String {
    FORMATS.iter().map(|format| format.id).collect::<Vec<_>>().join(", ")
}

/// The format of an answer where none is named.
fn default_format() -> Option<&'static Format> {
    Format::by_id("text").or_else(|| FORMATS.first())
}
