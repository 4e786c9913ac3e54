//! What can be added: click to put it in a sensible place, drag to put it where one wants it.

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::board::Carried;
use super::give::use_give;
use super::icon::Icon;
use super::text::{name_of, say, shell, use_language};
use crate::command::{Kind, command};
use crate::locale::{CommandText, ElementKindText, Language, ShellText};

/// The parts of the palette.
const PARTS: &[(ShellText, &[Kind])] = &[
    (ShellText::Network, &[Kind::Vpc, Kind::Subnet]),
    (
        ShellText::LoadBalancing,
        &[Kind::LoadBalancer, Kind::BackendServerGroup, Kind::Server, Kind::IpBackend],
    ),
    (ShellText::Rules, &[Kind::SecurityGroup, Kind::NetworkAcl, Kind::AddressGroup]),
];

/// The list of what can be added.
#[component]
pub(crate) fn Palette() -> Html {
    let language = use_language();
    html! {
        <div class="palette">
            { for PARTS.iter().map(|(title, kinds)| html! {
                <section>
                    <h2 class="section-title">{ shell(title.clone(), language) }</h2>
                    <ul>
                        { for kinds.iter().map(|kind| html! { <li><Item kind={*kind} /></li> }) }
                    </ul>
                </section>
            }) }
        </div>
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Properties)]
struct ItemProps {
    kind: Kind,
}

/// One thing that can be added.
#[component]
fn Item(props: &ItemProps) -> Html {
    let kind = props.kind;
    let language = use_language();
    let give = use_give();
    let carried = use_context::<Carried>().unwrap_or_default();
    let name = name_of_adding(kind);
    let key = command(name).and_then(|it| it.shortcut).map(|it| it.label(false));
    let onpointerdown = move |event: PointerEvent| {
        if event.button() != 0 {
            return;
        }
        carried.set(Some(kind));
        // A touch is captured by what it began on; the board has to see where it goes.
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(target) = target {
            drop(target.release_pointer_capture(event.pointer_id()));
        }
    };
    let onclick = move |_| give.emit(name);
    html! {
        <button
            type="button"
            class="palette-item"
            title={name_of(name, language)}
            {onclick}
            {onpointerdown}
        >
            { Icon::Of(kind).large() }
            <span>{ kind_text(kind, language) }</span>
            if let Some(key) = key {
                <kbd aria-hidden="true">{ key }</kbd>
            }
        </button>
    }
}

/// The command that adds a kind.
fn name_of_adding(kind: Kind) -> CommandText {
    match kind {
        Kind::Vpc => CommandText::AddVpc,
        Kind::Subnet => CommandText::AddSubnet,
        Kind::LoadBalancer => CommandText::AddLoadBalancer,
        Kind::BackendServerGroup => CommandText::AddBackendServerGroup,
        Kind::Server => CommandText::AddServer,
        Kind::IpBackend => CommandText::AddIpBackend,
        Kind::SecurityGroup => CommandText::AddSecurityGroup,
        Kind::NetworkAcl => CommandText::AddNetworkAcl,
        Kind::AddressGroup => CommandText::AddAddressGroup,
    }
}

/// The name of a kind of thing.
fn kind_text(kind: Kind, language: Language) -> AttrValue {
    say(ElementKindText(kind.example()).text(language))
}
