//! Loading plans, reports and links from files and standard input. How large a file is, is looked
//! at before it is read.

use std::io::{self, Read};

use super::request::Input;
use crate::format::encoding::text_of;
use crate::format::invalid_value::{InvalidValue, not_json};
use crate::format::link::address::{Address, PlanSource};
use crate::format::link::{LinkError, decode};
use crate::format::plan::{LONGEST_REPORT, ReadError, read};
use crate::locale::{CommandLineError as Error, Language};
use crate::plan::Plan;
use crate::verify::{Checked, Unusable, verify};

/// The plan of a link that is given, or that standard input holds.
pub(super) fn opened(from: &Input, standard: &mut dyn Read) -> Result<Plan, Error> {
    let text = match from {
        Input::Link(text) => text.clone(),
        other => load_text(other, standard)?,
    };
    match Address::parse_text(&text).plan {
        Some(PlanSource::Link(link)) => {
            decode(&link).map_err(|error| Error::NotALink(Box::new(error)))
        }
        Some(PlanSource::Url(place)) => Err(Error::LinkToFile(place)),
        None => Err(Error::NotALink(Box::new(LinkError::Empty))),
    }
}

/// The plan of a file, of standard input or of a link.
pub(super) fn load(from: &Input, standard: &mut dyn Read) -> Result<Plan, Error> {
    if let Input::Link(_) = from {
        return opened(from, standard);
    }
    let text = load_text(from, standard)?;
    read(&text).map_err(|error| Error::NotAPlan(from.name(), Box::new(error)))
}

/// Checks the report of a file or of standard input.
pub(super) fn checked(
    from: &Input,
    standard: &mut dyn Read,
    language: Language,
) -> Result<Checked, Error> {
    let text = load_text(from, standard)?;
    // The checker looks at no more of the plan than it needs, and has no examples to give.
    if let Err(ReadError::Unfit { line, column, path, invalid }) = read(&text)
        && path.starts_with("plan")
    {
        let error = ReadError::Unfit { line, column, path, invalid };
        return Err(Error::NotAPlan(from.name(), Box::new(error)));
    }
    verify(&text).map_err(|error| {
        let error = match error {
            Unusable::Unfit { line, column, path, reason } => {
                let reason = InvalidValue::of(&reason, "").text(language).into_owned();
                Unusable::Unfit { line, column, path, reason }
            }
            Unusable::NotJson { line, column, reason } => {
                let reason = not_json(&reason).text(language).into_owned();
                Unusable::NotJson { line, column, reason }
            }
            other => other,
        };
        Error::NotAReport(from.name(), error.to_string())
    })
}

fn load_text(from: &Input, standard: &mut dyn Read) -> Result<String, Error> {
    let most = u64::try_from(LONGEST_REPORT).unwrap_or(u64::MAX);
    let failed = |error: io::Error| Error::Unreadable(from.name(), error.to_string());
    let mut bytes = vec![];
    // One byte more than is allowed is enough to know that it is too much.
    let longest = most.saturating_add(1);
    match from {
        Input::Link(_) => return Err(Error::LinkOfReport),
        Input::Standard => standard.take(longest).read_to_end(&mut bytes),
        Input::File(path) => {
            let file = std::fs::File::open(path).map_err(failed)?;
            let length = file.metadata().map_err(failed)?.len();
            if length > most {
                return Err(Error::TooLong {
                    input: from.name(),
                    found: length,
                    most: LONGEST_REPORT,
                });
            }
            file.take(longest).read_to_end(&mut bytes)
        }
    }
    .map_err(failed)?;
    if bytes.len() > LONGEST_REPORT {
        return Err(Error::Endless { input: from.name(), most: LONGEST_REPORT });
    }
    text_of(bytes).map_err(|error| Error::NotText(from.name(), error))
}
