//! The fields of a connection, each with what is wrong with it.

use yew::prelude::*;

use super::draft::{Draft, Side};
use super::form::{FIRST_FIELD, Form};
use crate::locale::{ConnectionLabel as Label, InspectorText, Language, TraceLabel};
use crate::plan::{Cidr, ConnectionEnd, ConnectionKind, Field, IpType, Plan, Problem, Protocol};
use crate::view::field::{
    IcmpChange, IcmpFields, NoteField, ProtocolFields, SelectField, TextField, any_text,
    block_field, commit, ports_field, problem_text, words,
};
use crate::view::parts::say;

/// One of the two ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    From,
    To,
}

/// The form with the plan that it is for.
pub(super) struct Fields<'a> {
    pub(super) form: &'a Form,
    pub(super) draft: &'a Draft,
    pub(super) plan: &'a Plan,
    pub(super) language: Language,
    problems: Vec<Problem>,
}

impl<'a> Fields<'a> {
    /// The fields of a draft.
    pub(super) fn of(form: &'a Form, draft: &'a Draft, plan: &'a Plan, language: Language) -> Self {
        let connection = draft.connection(plan);
        let problems = connection.map(|it| plan.problems_of_connection(&it)).unwrap_or_default();
        Self { form, draft, plan, language, problems }
    }

    /// Draws all of them.
    pub(super) fn all(&self) -> Html {
        html! {
            <>
                { self.kind() }
                <div class="columns">
                    { self.end(Which::From) }
                    { self.end(Which::To) }
                </div>
                { self.protocol() }
                { self.words() }
            </>
        }
    }

    fn label(&self, text: Label) -> AttrValue {
        say(text.text(self.language))
    }

    fn asked(&self, text: TraceLabel) -> AttrValue {
        say(text.text(self.language))
    }

    fn named(&self, text: InspectorText) -> AttrValue {
        say(text.text(self.language))
    }

    /// The sentences for what is wrong with a field.
    fn problems(&self, field: Field) -> Vec<AttrValue> {
        let own = self.problems.iter().filter(|it| it.field == field);
        own.map(|it| problem_text(it, self.plan, self.language)).collect()
    }

    fn kind(&self) -> Html {
        let kinds = [
            (ConnectionKind::MustReach, self.label(Label::MustReach)),
            (ConnectionKind::MustNotReach, self.label(Label::MustNotReach)),
        ];
        html! {
            <SelectField<ConnectionKind>
                id={FIRST_FIELD}
                label={self.label(Label::Kind)}
                value={self.draft.kind}
                options={kinds.to_vec()}
                on_change={self.form.change(|draft, kind| draft.kind = kind)}
            />
        }
    }

    /// The list of ends, and below it the field for a block where that is what is chosen.
    fn end(&self, which: Which) -> Html {
        let (id, block, label, block_label, field, side) = match which {
            Which::From => (
                "connection-from",
                "connection-from-address",
                TraceLabel::From,
                TraceLabel::FromAddress,
                Field::From,
                self.draft.from,
            ),
            Which::To => (
                "connection-to",
                "connection-to-address",
                TraceLabel::To,
                TraceLabel::ToAddress,
                Field::To,
                self.draft.to,
            ),
        };
        let mut problems = self.problems(field);
        if self.form.is_tried() {
            problems.extend(match side {
                Side::Open => Some(self.label(Label::ChooseEnd)),
                Side::Address(None) => Some(self.label(Label::EnterBlock)),
                _ => None,
            });
        }
        // What is wrong stands where it was typed.
        let (of_list, of_block) = match side {
            Side::Address(_) => (vec![], problems),
            _ => (problems, vec![]),
        };
        let put = move |draft: &mut Draft, side| match which {
            Which::From => draft.from = side,
            Which::To => draft.to = side,
        };
        let change = self.form.change(put);
        let typed = commit(self.language, move |cidr: Cidr| change.emit(Side::Address(Some(cidr))));
        html! {
            <div class="stack">
                <SelectField<Side>
                    {id}
                    label={self.asked(label)}
                    value={side.listed()}
                    options={self.ends()}
                    on_change={self.form.change(put)}
                    problems={of_list}
                />
                if let Side::Address(cidr) = side {
                    { block_field(block, self.asked(block_label), cidr, typed, of_block) }
                }
            </div>
        }
    }

    fn ends(&self) -> Vec<(Side, AttrValue)> {
        let mut list = vec![(Side::Open, self.asked(TraceLabel::Choose))];
        list.extend(IpType::BOTH.map(Cidr::any).map(|block| {
            let name = format!("{} {block}", Label::Internet.text(self.language));
            (Side::End(ConnectionEnd::Address(block)), AttrValue::from(name))
        }));
        let named = self.plan.names().filter_map(|(id, name)| {
            let name = if name.trim().is_empty() { id.to_string() } else { name.to_owned() };
            Some((Side::End(ConnectionEnd::of(id)?), AttrValue::from(name)))
        });
        list.extend(named);
        list.push((Side::Address(None), self.asked(TraceLabel::AnAddress)));
        list
    }

    /// The protocol, and what only some protocols have.
    fn protocol(&self) -> Html {
        let (form, draft, language) = (self.form, self.draft, self.language);
        let named = [Protocol::Tcp, Protocol::Udp, Protocol::Icmp, Protocol::Icmpv6, Protocol::All];
        let fields = ProtocolFields {
            id: "connection-protocol".into(),
            number_id: "connection-number".into(),
            label: self.asked(TraceLabel::Protocol),
            value: draft.protocol,
            named: named.map(|it| (it, words::asked_protocol(it, language))).to_vec(),
            on_choose: form.change(Draft::choose_protocol),
            on_number: form.change(|draft, number| draft.choose_protocol(Protocol::Number(number))),
            problems: self.problems(Field::Protocol),
        };
        html! {
            <>
                <div class="columns">
                    { fields.draw(language) }
                    if draft.protocol.may_have_ports() {
                        { ports_field("connection-ports", self.asked(TraceLabel::Ports), &draft.ports,
                            language, form.change(|draft, ports| draft.ports = ports),
                            self.problems(Field::Ports)) }
                    }
                </div>
                if let Some(ip_type) = draft.protocol.icmp_family() {
                    <IcmpFields
                        id="connection-icmp"
                        {ip_type}
                        value={draft.icmp}
                        on_change={form.change(|draft, change: IcmpChange| {
                            change.apply(&mut draft.icmp);
                        })}
                        problems={self.problems(Field::Icmp)}
                    />
                }
            </>
        }
    }

    /// The name and the reason, both of which may be left out.
    fn words(&self) -> Html {
        let name = self.form.change(|draft, name| draft.name = name);
        let description = self.form.change(|draft, text| draft.description = text);
        html! {
            <>
                <TextField
                    id="connection-name"
                    label={self.named(InspectorText::Name)}
                    value={self.draft.name.clone()}
                    live=true
                    placeholder={self.label(Label::NoName)}
                    commit={any_text(move |text| name.emit(text))}
                />
                <NoteField
                    id="connection-description"
                    label={self.named(InspectorText::Description)}
                    value={self.draft.description.clone()}
                    live=true
                    commit={any_text(move |text| description.emit(text))}
                />
            </>
        }
    }
}
