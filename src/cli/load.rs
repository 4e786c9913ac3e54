//! Loading plans, reports and links from files and standard input. How large a file is, is looked
//! at before it is read.

use std::fmt;
use std::io::{self, Read};

use super::arguments::Input;
use crate::format::encoding::{EncodingError, text_of};
use crate::format::invalid_value::InvalidValue;
use crate::format::link::address::{Address, PlanSource};
use crate::format::link::{LinkError, decode};
use crate::format::plan::{LONGEST_REPORT, ReadError, read};
use crate::plan::Plan;
use crate::verify::{Checked, Unusable, verify};

/// The reason a plan or a report cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub(super) enum LoadError {
    #[error("{0} cannot be read: {1}; check the path")]
    Io(Input, io::Error),
    #[error("{0}: the file is {1} bytes long; {LONGEST_REPORT} are read at most")]
    TooLong(Input, u64),
    #[error("{0}: there are more than {LONGEST_REPORT} bytes; no more are read")]
    Endless(Input),
    #[error("{0}: {1}")]
    NotText(Input, EncodingError),
    #[error("{0}: {1}")]
    NotAPlan(Input, Box<ReadError>),
    #[error("{0}: {1}")]
    NotAReport(Input, Box<Unusable>),
    #[error("{0}")]
    NotALink(Box<LinkError>),
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
pub(super) fn opened(from: &Input, standard: &mut dyn Read) -> Result<Plan, LoadError> {
    let text = match from {
        Input::Link(text) => text.clone(),
        other => load_text(other, standard)?,
    };
    match Address::parse_text(&text).plan {
        Some(PlanSource::Link(link)) => {
            decode(&link).map_err(|error| LoadError::NotALink(Box::new(error)))
        }
        Some(PlanSource::Url(place)) => Err(LoadError::NotInLink(place)),
        None => Err(LoadError::NotALink(Box::new(LinkError::Empty))),
    }
}

/// The plan of a file, of standard input or of a link.
pub(super) fn load(from: &Input, standard: &mut dyn Read) -> Result<Plan, LoadError> {
    if let Input::Link(_) = from {
        return opened(from, standard);
    }
    let text = load_text(from, standard)?;
    read(&text).map_err(|error| LoadError::NotAPlan(from.clone(), Box::new(error)))
}

/// What comes of checking the report of a file or of standard input.
pub(super) fn checked(from: &Input, standard: &mut dyn Read) -> Result<Checked, LoadError> {
    let text = load_text(from, standard)?;
    verify(&text).map_err(|error| {
        let error = match error {
            Unusable::Unfit { line, column, path, reason } => {
                let reason = InvalidValue::of(&reason, "").to_string();
                Unusable::Unfit { line, column, path, reason }
            }
            other => other,
        };
        LoadError::NotAReport(from.clone(), Box::new(error))
    })
}

fn load_text(from: &Input, standard: &mut dyn Read) -> Result<String, LoadError> {
    let most = u64::try_from(LONGEST_REPORT).unwrap_or(u64::MAX);
    let failed = |error| LoadError::Io(from.clone(), error);
    let mut bytes = vec![];
    // One byte more than is allowed is enough to know that it is too much.
    let longest = most.saturating_add(1);
    match from {
        Input::Link(_) => return Err(LoadError::LinkOfReport),
        Input::Standard => standard.take(longest).read_to_end(&mut bytes),
        Input::File(path) => {
            let file = std::fs::File::open(path).map_err(failed)?;
            let length = file.metadata().map_err(failed)?.len();
            if length > most {
                return Err(LoadError::TooLong(from.clone(), length));
            }
            file.take(longest).read_to_end(&mut bytes)
        }
    }
    .map_err(failed)?;
    if bytes.len() > LONGEST_REPORT {
        return Err(LoadError::Endless(from.clone()));
    }
    text_of(bytes).map_err(|error| LoadError::NotText(from.clone(), error))
}
