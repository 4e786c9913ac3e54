//! The inspector: the form of the selected thing, of several selected things, or of the plan.

mod access_control;
mod address_group;
mod connected;
mod frame;
mod group;
mod health_check;
mod interfaces;
mod ip_backend;
pub(crate) mod listener;
mod load_balancer;
mod member;
mod network_acl;
mod plan_form;
mod policies;
mod position;
mod security_group;
mod server;
mod settings;
mod several;
mod subnet;
mod vpc;

use yew::prelude::*;

use crate::plan::{Element, ElementId};
use crate::view::field::PlanForm;
use crate::view::form::{Editor, FormContext, use_form_context};
use crate::view::parts::chunk;

chunk! {
    /// The form of the selection.
    pub(crate) const INSPECTOR: Chunk = forms::inspector(Inspector);
}

/// The form of the selection.
#[component]
fn Inspector() -> Html {
    let context = use_form_context();
    let form = match context.store.selection.as_slice() {
        [] => plan_form::form(&context),
        [id] => {
            context.plan().element(*id).map(|element| one(&context, &element)).unwrap_or_default()
        }
        ids => several::form(&context, ids),
    };
    // The key makes a new form for another thing, so that no draft moves to another thing.
    let key = match context.store.selection.as_slice() {
        [id] => id.to_string(),
        _ => String::new(),
    };
    html! { <div class="inspector" {key}><PlanForm>{ form }</PlanForm></div> }
}

/// The form of one thing.
fn one(context: &FormContext, element: &Element) -> Html {
    let fields = match element {
        Element::Vpc(it) => vpc::form(&Editor::of_element(context, it, it.id)),
        Element::Subnet(it) => subnet::form(&Editor::of_element(context, it, it.id)),
        Element::SecurityGroup(it) => security_group::form(&Editor::of_element(context, it, it.id)),
        Element::NetworkAcl(it) => network_acl::form(&Editor::of_element(context, it, it.id)),
        Element::AddressGroup(it) => address_group::form(&Editor::of_element(context, it, it.id)),
        Element::LoadBalancer(it) => load_balancer::form(&Editor::of_element(context, it, it.id)),
        Element::BackendServerGroup(it) => group::form(&Editor::of_element(context, it, it.id)),
        Element::Server(it) => server::form(&Editor::of_element(context, it, it.id)),
        Element::IpBackend(it) => ip_backend::form(&Editor::of_element(context, it, it.id)),
    };
    let id: ElementId = element.id();
    frame::around(context, id, fields)
}
