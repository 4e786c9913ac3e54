//! The palette of elements to add: a click puts one in a sensible place, dragging puts it anywhere.

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use crate::command::{DrawnKind, command};
use crate::locale::{CommandText, ConnectionLabel as Label, ElementKindText, Language, ShellText};
use crate::view::board::Carried;
use crate::view::commands::use_run_command;
use crate::view::parts::{Icon, name_of, say, shell, use_language};

/// The sections of the palette.
const PARTS: &[(ShellText, &[DrawnKind])] = &[
    (ShellText::Network, &[DrawnKind::Vpc, DrawnKind::Subnet]),
    (
        ShellText::LoadBalancing,
        &[
            DrawnKind::LoadBalancer,
            DrawnKind::BackendServerGroup,
            DrawnKind::Server,
            DrawnKind::IpBackend,
        ],
    ),
    (ShellText::Rules, &[DrawnKind::SecurityGroup, DrawnKind::NetworkAcl, DrawnKind::AddressGroup]),
];

/// The palette.
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
            <section>
                <h2 class="section-title">{ shell(ShellText::Connections, language) }</h2>
                <ul>
                    <li>
                        <Wish name={CommandText::AddMustReach} icon={Icon::MustReach} label={Label::MustReach} />
                    </li>
                    <li>
                        <Wish
                            name={CommandText::AddMustNotReach}
                            icon={Icon::MustNotReach}
                            label={Label::MustNotReach}
                        />
                    </li>
                </ul>
            </section>
        </div>
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Properties)]
struct ItemProps {
    kind: DrawnKind,
}

/// One kind of element in the palette.
#[component]
fn Item(props: &ItemProps) -> Html {
    let kind = props.kind;
    let language = use_language();
    let run_command = use_run_command();
    let carried = use_context::<Carried>().unwrap_or_default();
    let name = name_of_adding(kind);
    let key = command(name).and_then(|it| it.shortcut).map(|it| it.label(false));
    let onpointerdown = move |event: PointerEvent| {
        if event.button() != 0 {
            return;
        }
        carried.set(Some(kind));
        // The browser captures a touch for the element that it began on, but the board has to see
        // where it goes.
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(target) = target {
            drop(target.release_pointer_capture(event.pointer_id()));
        }
    };
    let onclick = move |_| run_command.emit(name);
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

#[derive(Debug, Clone, PartialEq, Properties)]
struct WishProps {
    name: CommandText,
    icon: Icon,
    label: Label,
}

/// A kind of connection in the palette, which opens a form.
#[component]
fn Wish(props: &WishProps) -> Html {
    let language = use_language();
    let run_command = use_run_command();
    let WishProps { name, icon, label } = props.clone();
    let key = command(name).and_then(|it| it.shortcut).map(|it| it.label(false));
    html! {
        <button
            type="button"
            class="palette-item"
            title={name_of(name, language)}
            onclick={move |_| run_command.emit(name)}
        >
            { icon.large() }
            <span>{ say(label.text(language)) }</span>
            if let Some(key) = key {
                <kbd aria-hidden="true">{ key }</kbd>
            }
        </button>
    }
}

/// The command that adds an element of a kind.
fn name_of_adding(kind: DrawnKind) -> CommandText {
    match kind {
        DrawnKind::Vpc => CommandText::AddVpc,
        DrawnKind::Subnet => CommandText::AddSubnet,
        DrawnKind::LoadBalancer => CommandText::AddLoadBalancer,
        DrawnKind::BackendServerGroup => CommandText::AddBackendServerGroup,
        DrawnKind::Server => CommandText::AddServer,
        DrawnKind::IpBackend => CommandText::AddIpBackend,
        DrawnKind::SecurityGroup => CommandText::AddSecurityGroup,
        DrawnKind::NetworkAcl => CommandText::AddNetworkAcl,
        DrawnKind::AddressGroup => CommandText::AddAddressGroup,
    }
}

/// The name of a kind of element.
fn kind_text(kind: DrawnKind, language: Language) -> AttrValue {
    say(ElementKindText(kind.example()).text(language))
}
