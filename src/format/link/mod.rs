//! Planning links: a whole plan in the part of an address behind the `#`, which no server sees.
//!
//! A link is short because names of fields are, because what is said by silence is left out, and
//! because it is compressed; it says how long it is and carries a checksum, so that one that was
//! cut off on its way can be told from one that was changed.

pub mod address;
mod columns;
mod deflate;
mod envelope;
pub mod length;
mod shorthand;
pub mod snippet;

use super::forward_compatibility::{Opened, read_as_far_as_known};
use super::json_text::value_of;
use super::plan::{self as plan_file, ReadError};
use super::values::holds_too_many;
pub use crate::locale::LinkError;
use crate::plan::Plan;

/// Makes the link's part of a plan, without the `#p=` in front.
#[must_use]
pub fn encode(plan: &Plan) -> String {
    let short = columns::fold(shorthand::shorten(value_of(plan)));
    envelope::wrap(short.to_string().as_bytes())
}

/// Reads the plan of a link's part. Whatever follows the link, such as the full stop of the
/// sentence it stood in, is not looked at.
///
/// # Errors
/// Says what is wrong with the link, and what to do about it.
pub fn decode(link: &str) -> Result<Plan, LinkError> {
    Ok(plan_file::read(&unpacked(link)?)?)
}

/// Reads the plan of a link's part as far as this program understands it: a newer program may
/// have made the link.
///
/// # Errors
/// As [`decode`], for what no newer program would make.
pub fn open(link: &str) -> Result<Opened, LinkError> {
    Ok(read_as_far_as_known(&unpacked(link)?)?)
}

/// The plan's JSON.
fn unpacked(link: &str) -> Result<String, LinkError> {
    let text = envelope::unwrap(link)?;
    if holds_too_many(&text) {
        return Err(LinkError::TooLarge(envelope::LARGEST));
    }
    // Text that is no JSON is handed on as it is, for the plan file's reader to say so.
    let Ok(short) = serde_json::from_str(&text) else { return Ok(text) };
    let lists = columns::unfold(short).map_err(ReadError::TooLarge)?;
    Ok(shorthand::lengthen(lists).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::samples::SAMPLES;
    use crate::layout::placed;

    #[test]
    fn every_sample_comes_back_as_it_was() {
        for sample in SAMPLES {
            let plan = placed(plan_file::read(sample.json).unwrap());
            let link = encode(&plan);
            assert_eq!(decode(&link).unwrap(), plan, "{}", sample.id);
            assert_eq!(decode(&format!("{link}).")).unwrap(), plan, "{}", sample.id);
        }
    }

    #[test]
    fn links_stay_short() {
        for (text, most) in [
            (include_str!("../../../tests/links/reference.json"), 900),
            (include_str!("../../../tests/links/small.json"), 400),
        ] {
            let plan = plan_file::read(text).unwrap();
            let link = encode(&plan);
            assert_eq!(decode(&link).unwrap(), plan);
            assert!(link.len() < most, "{} characters, {most} at most", link.len());
        }
    }

    #[test]
    fn a_link_that_was_cut_off_says_so_wherever_it_was_cut() {
        let link = encode(&placed(plan_file::read(SAMPLES[0].json).unwrap()));
        for length in 0..link.len() {
            let error = decode(&link[..length]).unwrap_err();
            match length {
                0 => assert_eq!(error, LinkError::Empty),
                _ => assert!(matches!(error, LinkError::CutOff { .. }), "{length}: {error:?}"),
            }
        }
    }

    #[test]
    fn a_link_that_was_changed_says_so_wherever_it_was_changed() {
        let link = encode(&placed(plan_file::read(SAMPLES[0].json).unwrap()));
        for at in 5..link.len() {
            let mut changed = link.clone().into_bytes();
            changed[at] = if changed[at] == b'x' { b'y' } else { b'x' };
            let changed = String::from_utf8(changed).unwrap();
            assert_eq!(decode(&changed).unwrap_err(), LinkError::Changed, "{at}");
        }
        let unknown = decode(&format!("9{}", &link[1..])).unwrap_err();
        assert_eq!(unknown, LinkError::UnknownCodec('9'));
    }

    /// A link that somebody made by hand: what it says is read as strictly as a plan file.
    #[test]
    fn a_value_is_refused_in_a_link_as_in_a_file() {
        let whole: serde_json::Value = serde_json::from_str(SAMPLES[0].json).unwrap();
        for (at, wrong) in [
            ("/version", serde_json::json!(0)),
            ("/vpcs/0/cidr", "010.0.0.0/16".into()),
            ("/vpcs/0/cidr", "10.0.0.0/16 ".into()),
            ("/security_groups/0/inbound/2/ports", "+80".into()),
            ("/security_groups/0/inbound/2/protocol", "TCP".into()),
            ("/security_groups/0/inbound/0/remote", "SG-1".into()),
            ("/servers/0/ipv4", "010.0.1.5".into()),
        ] {
            let mut plan = whole.clone();
            *plan.pointer_mut(at).unwrap() = wrong;
            let invalid = |error| match error {
                ReadError::Unfit { invalid, .. } => invalid,
                other => panic!("{at}: {other:?}"),
            };
            let in_file = invalid(plan_file::read(&plan.to_string()).unwrap_err());
            let short = columns::fold(shorthand::shorten(plan));
            let link = envelope::wrap(short.to_string().as_bytes());
            let LinkError::Plan(in_link) = decode(&link).unwrap_err() else { panic!("{at}") };
            assert_eq!(invalid(in_link), in_file, "{at}");
        }
    }
}
