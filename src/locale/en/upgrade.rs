//! Load balancers that go from shared to dedicated, in English.

use std::borrow::Cow;

use super::grammar::{names, sentences, verb};
use crate::locale::prose::{Prose, fill, words};
use crate::locale::upgrade::AwaitedUpgrades;
use crate::locale::{UpgradeText, UpgradedText};

pub(in crate::locale) fn heading(UpgradedText(place): &UpgradedText) -> Cow<'static, str> {
    match place {
        None => "Once the upgrade is completed".into(),
        Some(place) => format!("Once the upgrade is completed: {place}").into(),
    }
}

pub(in crate::locale) fn remark(text: &UpgradeText) -> Prose {
    let goes = verb(&text.load_balancers, "goes", "go");
    let about = fill(
        &format!(
            "{{}} {goes} from shared to dedicated. The upgrade can be rolled back until it is \
             completed, so rules that a rollback would need stay until then. Some regions have no \
             upgrade: there, create a new load balancer beside the old one, and leave the same \
             rules until the old one is gone."
        ),
        [names(&text.load_balancers)],
    );
    let stops = match text.stops {
        false => vec![],
        true => words(
            "With the rest of the change made, a rollback would stop something: plan the change \
             of kind by itself, and the rest once the upgrade is completed.",
        ),
    };
    sentences(vec![about, stops])
}

/// The condition of a step; nothing where it does not wait.
pub(super) fn after(AwaitedUpgrades(list): &AwaitedUpgrades) -> Prose {
    if list.is_empty() {
        return vec![];
    }
    let upgrade = verb(list, "upgrade", "upgrades");
    let (is, it) = (verb(list, "is", "are"), verb(list, "it", "they"));
    fill(
        &format!(
            "Only once the {upgrade} of {{}} {is} completed; until then {it} can be rolled back."
        ),
        [names(list)],
    )
}
