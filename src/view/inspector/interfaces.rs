//! The network interfaces that a server has beside its primary one.

use yew::prelude::*;

use crate::command::relocate_interface;
use crate::edit::{Edit, transact};
use crate::locale::InspectorText as Text;
use crate::plan::{
    Element, Field, InterfaceKind, MemberTarget, NetworkInterface, SecurityGroupId, Server,
    ServerId, SubnetId,
};
use crate::view::field::{IdListField, SelectField, TextField, Toggle};
use crate::view::form::{Editor, FormContext, shown};
use crate::view::parts::{Button, ButtonLook, Icon};

/// The interfaces, with a button to add one.
pub(super) fn list(editor: &Editor<Server>) -> Html {
    let server = &editor.item;
    let add = editor.chosen(|server: &mut Server, _: MouseEvent| {
        server.interfaces.push(NetworkInterface {
            kind: InterfaceKind::Extension,
            subnet: server.subnet,
            ipv4: None,
            ipv6: None,
            security_groups: server.security_groups.clone(),
            port_security: true,
        });
    });
    html! {
        <fieldset class="field list" id={editor.id("interfaces")} tabindex="-1">
            <legend>{ editor.say(Text::OtherInterfaces) }</legend>
            if server.interfaces.is_empty() {
                <p class="hint">{ editor.say(Text::NoOtherInterfaces) }</p>
            }
            <>{ for server.interfaces.iter().enumerate().map(|(at, it)| card(editor, at, it)) }</>
            <Button
                label={editor.say(Text::AddInterface)}
                icon={Icon::Plus}
                small=true
                onclick={add}
            />
        </fieldset>
    }
}

/// Changes the interface at one place of a server.
fn at<V>(
    at: usize,
    set: impl Fn(&mut NetworkInterface, V) + 'static,
) -> impl Fn(&mut Server, V) + 'static {
    move |server: &mut Server, value: V| {
        if let Some(interface) = server.interfaces.get_mut(at) {
            set(interface, value);
        }
    }
}

fn card(editor: &Editor<Server>, place: usize, interface: &NetworkInterface) -> Html {
    let context = &editor.context;
    let kinds = [
        (InterfaceKind::Extension, editor.say(Text::ExtensionInterface)),
        (InterfaceKind::Supplementary, editor.say(Text::SupplementaryInterface)),
    ];
    let subnets = context.plan().subnets.iter().map(|subnet| {
        let name = format!("{} ({})", context.name(subnet.id), subnet.cidr);
        (subnet.id, AttrValue::from(name))
    });
    let number = place.saturating_add(2);
    let name = editor.say(Text::InterfaceNumber(number));
    let id = |field: &str| editor.id(&format!("interface-{number}-{field}"));
    let topic = |field: &str| format!("interface-{number}-{field}");
    let remove = {
        let editor = editor.clone();
        move || editor.now().map(|it| removed(&editor.context, &it, place)).unwrap_or_default()
    };
    let problems = |field| context.interface_problems(&editor.item, Some(interface), field);
    html! {
        <fieldset class="form-card" key={place}>
            <legend class="visually-hidden">{ name.clone() }</legend>
            <div class="card-header">
                <span class="list-name">{ name.clone() }</span>
                <Button
                    label={editor.say(Text::Remove(name.to_string()))}
                    icon={Icon::Close}
                    icon_alone=true
                    look={ButtonLook::Quiet}
                    small=true
                    onclick={context.removing(editor.id("interfaces"), remove)}
                />
            </div>
            <div class="columns">
                <SelectField<InterfaceKind>
                    id={id("kind")}
                    label={editor.say(Text::Type)}
                    value={interface.kind}
                    options={kinds.to_vec()}
                    on_change={editor.chosen(at(place, |it, kind| it.kind = kind))}
                />
                <SelectField<SubnetId>
                    id={id("subnet")}
                    label={editor.say(Text::Subnet)}
                    value={interface.subnet}
                    options={subnets.collect::<Vec<_>>()}
                    problems={problems(Field::Subnet)}
                    on_change={relocated(context, editor.item.id, place)}
                />
            </div>
            <div class="columns">
                <TextField
                    id={id("ipv4")}
                    label={editor.say(Text::Ipv4Address)}
                    value={shown(interface.ipv4)}
                    mono=true
                    placeholder={editor.say(Text::NoneWord)}
                    problems={problems(Field::Ipv4)}
                    commit={editor.optional_address(
                        &topic("ipv4"),
                        Text::NotAnIpv4Address,
                        at(place, |it, address| it.ipv4 = address),
                    )}
                />
                <TextField
                    id={id("ipv6")}
                    label={editor.say(Text::Ipv6Address)}
                    value={shown(interface.ipv6)}
                    mono=true
                    placeholder={editor.say(Text::NoneWord)}
                    problems={problems(Field::Ipv6)}
                    commit={editor.optional_address(
                        &topic("ipv6"),
                        Text::NotAnIpv6Address,
                        at(place, |it, address| it.ipv6 = address),
                    )}
                />
            </div>
            <IdListField<SecurityGroupId>
                id={id("groups")}
                label={editor.say(Text::SecurityGroups)}
                items={interface.security_groups.clone()}
                values={context.plan().security_groups.iter().map(|it| it.id).collect::<Vec<_>>()}
                names={context.naming()}
                add={editor.say(Text::AddSecurityGroup)}
                problems={problems(Field::SecurityGroups)}
                on_change={editor.chosen(at(place, |it, groups| it.security_groups = groups))}
            />
            <Toggle
                id={id("port-security")}
                label={editor.say(Text::PortSecurity)}
                is_on={interface.port_security}
                on_change={editor.chosen(at(place, |it, is_on| it.port_security = is_on))}
                hint={(!interface.port_security).then(|| editor.say(Text::PortSecurityOffHint))}
            />
        </fieldset>
    }
}

/// Moves an interface into another subnet, with addresses that fit there.
fn relocated(context: &FormContext, server: ServerId, place: usize) -> Callback<SubnetId> {
    let context = context.clone();
    Callback::from(move |subnet| {
        context.take(relocate_interface(context.plan(), server, place, subnet));
    })
}

/// The edits that remove an interface, and with it the members at its addresses.
fn removed(context: &FormContext, server: &Server, place: usize) -> Vec<Edit> {
    if place >= server.interfaces.len() {
        return vec![];
    }
    let mut without = server.clone();
    let gone = without.interfaces.remove(place);
    let target = MemberTarget::Server(server.id);
    let members = context.plan().members().filter(|(_, member)| {
        member.target == target
            && member.address.is_some_and(|it| gone.interface().addresses().any(|own| own == it))
    });
    let mut edits = vec![Edit::Put(Element::Server(without))];
    edits.extend(members.map(|(_, member)| Edit::RemoveMember(member.id)));
    // If the plan does not take all edits, none is made.
    if transact(context.plan(), &edits).is_ok() { edits } else { vec![] }
}
