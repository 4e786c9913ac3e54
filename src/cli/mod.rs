//! The command line: reads a plan, asks the engine, writes the answer.
//!
//! It says nothing of its own about rules; what it writes comes from `format`.

mod arguments;
mod ends;
mod formats;
mod help;
mod load;
mod request;

use std::ffi::OsString;
use std::io::{self, Read, Write};

use crate::edit::transact;
use crate::engine::reach::ChangeVerdict;
use crate::engine::report::{ConnectionVerdict, Level, Report, Severity};
use crate::engine::trace::TraceVerdict;
use crate::engine::{
    audit, check, compare, reach, simpler, trace, traffic_change, with_alternatives,
};
use crate::format::link::address::{Address, PlanSource};
use crate::format::link::encode;
use crate::format::plan::write;
use crate::format::reach::{ReachAnswer, TrafficChangeAnswer};
use crate::locale::{CommandLineError as Error, Language, VerifyText};
use crate::page::Options;
use crate::plan::invisible::one_line;
use arguments::request;
use load::{checked, load, opened};
use request::{Input, Request};

/// The end of a run; the numbers are the exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Nothing has to be added or changed, or there is nothing to say of the rules.
    NothingToDo = 0,
    /// Rules have to be added or changed, the plan has an error, or a rule is likely not as meant.
    SomethingToDo = 1,
    /// The arguments or the plan cannot be used.
    Unusable = 2,
    /// A change opens something that nothing requires, and closes nothing that is required.
    OpensMore = 3,
}

impl Outcome {
    /// The outcome of a run after which there is something to do, or nothing.
    fn of(is_something_to_do: bool) -> Self {
        if is_something_to_do { Self::SomethingToDo } else { Self::NothingToDo }
    }
}

/// Runs the command line with arguments that begin behind the program's name, and returns the
/// exit code.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    input: &mut dyn Read,
    output: &mut dyn Write,
    errors: &mut dyn Write,
) -> u8 {
    let mut language = language_of_environment();
    let outcome = match request(arguments, &mut language) {
        Ok(request) => {
            carried_out(request, language, input, output).map_err(|error| error.text(language))
        }
        Err(error) => Err(error.text(language)),
    };
    let outcome = outcome.unwrap_or_else(|message| {
        // With the errors closed as well there is nobody left to tell.
        let _ = writeln!(errors, "error: {}", one_line(&message));
        Outcome::Unusable
    });
    outcome as u8
}

/// The language that the environment asks for, by the first of its variables that says something.
fn language_of_environment() -> Language {
    let mut said = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(std::env::var_os);
    let first = said.find(|value| !value.is_empty());
    first.and_then(|value| Language::of(value.to_str()?)).unwrap_or_default()
}

/// Carries out what is asked for.
fn carried_out(
    request: Request,
    language: Language,
    input: &mut dyn Read,
    output: &mut dyn Write,
) -> Result<Outcome, Error> {
    let (text, outcome) = match request {
        Request::Help => (help::text(language), Outcome::NothingToDo),
        Request::VerifyHelp => (help::verify(language), Outcome::NothingToDo),
        Request::Version => {
            (format!("{} {}\n", help::PROGRAM, env!("CARGO_PKG_VERSION")), Outcome::NothingToDo)
        }
        Request::Verify { from } => verified(&from, input, language)?,
        Request::Link { from, base } => {
            let plan = Some(PlanSource::Link(encode(&load(&from, input)?)));
            let fragment = Address { plan, options: Options::default() }.fragment();
            let base = base.as_deref().map_or("", |it| it.split('#').next().unwrap_or(it));
            (format!("{}#{fragment}\n", one_line(base)), Outcome::NothingToDo)
        }
        Request::Open { from } => (write(&opened(&from, input)?), Outcome::NothingToDo),
        Request::Check { from, format, other_ways } => {
            let plan = load(&from, input)?;
            let mut report = check(&plan);
            if other_ways {
                report = with_alternatives(&plan, report);
            }
            ((format.write)(&plan, &report, language), outcome(&report))
        }
        Request::Audit { from, write } => {
            let plan = load(&from, input)?;
            let report = check(&plan);
            let mut audit = audit(&plan, &report);
            audit.simpler = Some(simpler(&plan, &audit));
            (write(&plan, &report, &audit, language), Outcome::of(audit.has_warnings()))
        }
        Request::Trace { plan, asked, write } => {
            let plan = load(&plan, input)?;
            let answer = trace(&plan, &ends::question(&plan, &asked)?);
            let is_whole = answer.verdict == TraceVerdict::Wholly && !answer.loses_replies();
            (write(&plan, &answer, language), Outcome::of(!is_whole))
        }
        Request::Reach { plan, asked, write } => {
            let mut plan = load(&plan, input)?;
            let question = ends::reach_question(&plan, &asked)?;
            let mut report = check(&plan);
            if asked.with_changes {
                // The remedy of a plan's own report always fits the plan.
                plan = transact(&plan, &report.remedy()).unwrap_or(plan);
                report = check(&plan);
            }
            let reach = reach(&plan, &report, &question);
            let answer =
                ReachAnswer { plan: &plan, reach: &reach, with_changes: asked.with_changes };
            (write(answer, language), Outcome::of(!reach.lets_anything_in()))
        }
        Request::CompareTraffic { before, after, write } => {
            let (before, after) = (load(&before, input)?, load(&after, input)?);
            let (old, new) = (check(&before), check(&after));
            let change = traffic_change((&before, &old), (&after, &new));
            let answer = TrafficChangeAnswer { before: &before, after: &after, change: &change };
            let outcome = match change.verdict {
                ChangeVerdict::Harmless => Outcome::NothingToDo,
                ChangeVerdict::OpensMore => Outcome::OpensMore,
                ChangeVerdict::ClosesRequired => Outcome::SomethingToDo,
            };
            (write(answer, language), outcome)
        }
        Request::Compare { before, after, write } => {
            let steps = compare(&load(&before, input)?, &load(&after, input)?);
            (write(&steps, language), Outcome::of(!steps.is_empty()))
        }
    };
    said(output, &text, outcome)
}

/// Writes a text. A reader that has read enough and closed the pipe is no failure.
fn said(output: &mut dyn Write, text: &str, outcome: Outcome) -> Result<Outcome, Error> {
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::Unwritable(error.to_string()))
        }
        Ok(()) | Err(_) => Ok(outcome),
    }
}

fn outcome(report: &Report) -> Outcome {
    let required = report.changes.iter().any(|change| change.level == Level::Required);
    let broken = report.findings.iter().any(|finding| finding.severity == Severity::Error);
    // What is only recommended may be left out, and so may what would be if a rule could be added.
    let is = |verdict| report.connections.iter().any(|answer| answer.verdict == verdict);
    let blocked = report.summary.blocked_flows > 0 || is(ConnectionVerdict::Stopped);
    let stopped = !report.summary.proved && blocked;
    Outcome::of(required || broken || stopped || is(ConnectionVerdict::GetsIn))
}

/// Checks a report and says what comes of it.
fn verified(
    from: &Input,
    standard: &mut dyn Read,
    language: Language,
) -> Result<(String, Outcome), Error> {
    let checked = checked(from, standard, language)?;
    let mut text = String::new();
    for line in VerifyText::lines(&checked) {
        text.push_str(&one_line(&line.text(language)));
        text.push('\n');
    }
    Ok((text, Outcome::of(!checked.is_verified())))
}
