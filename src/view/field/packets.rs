//! Fields that say which packets are meant: an address block, and ports.

use yew::prelude::*;

use super::{Commit, TextField, commit};
use crate::locale::{Language, TraceLabel};
use crate::plan::{Cidr, Ports};
use crate::view::parts::say;

/// A field for an address block that may be missing, written as empty text then.
pub(crate) fn block_field(
    id: &'static str,
    label: AttrValue,
    cidr: Option<Cidr>,
    commit: Commit,
    problems: Vec<AttrValue>,
) -> Html {
    let value = cidr.map(|it| it.to_string()).unwrap_or_default();
    html! {
        <TextField {id} {label} mono=true {value} placeholder="10.0.1.0/24" {commit} {problems} />
    }
}

/// A field for ports, of which none mean all.
pub(crate) fn ports_field(
    id: &'static str,
    label: AttrValue,
    ports: &Ports,
    language: Language,
    change: Callback<Ports>,
    problems: Vec<AttrValue>,
) -> Html {
    html! {
        <TextField
            {id}
            {label}
            mono=true
            value={ports.to_string()}
            placeholder={say(TraceLabel::AllProtocols.text(language))}
            commit={commit(language, move |ports: Ports| change.emit(ports))}
            {problems}
        />
    }
}
