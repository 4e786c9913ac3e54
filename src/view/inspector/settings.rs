//! The settings of a plan: the chosen readings, and how wide added rules are.

use yew::prelude::*;

use crate::edit::Edit;
use crate::engine::report::ReadingId;
use crate::engine::requirements::readings::followed;
use crate::locale::{InspectorText as Text, LintLabelText, LintOffText, ReadingText};
use crate::plan::{
    ClientAddresses, IpMembersOfOwnVpc, Ipv4Cidr, Layer4HealthChecks, LintOff, LoadBalancerAcl,
    NetworkAclDestination, NetworkAclState, RuleBlocks, RulePorts, RuleSource, Settings,
    SeveralSecurityGroups, TransferredClientIp,
};
use crate::platform::focus;
use crate::view::field::{AddressListField, SelectField, lines};
use crate::view::form::FormContext;
use crate::view::parts::{Button, prose, say, sources};
use crate::view::state::{Action, Sought, use_store};

/// The fields of the settings.
pub(super) fn fields(context: &FormContext) -> Html {
    html! {
        <fieldset class="field list" id={SETTINGS} tabindex="-1">
            <Seeker />
            <legend>{ context.say(Text::Readings) }</legend>
            <p class="hint">{ context.say(Text::ReadingsHint) }</p>
            { reading(context, ReadingId::Layer4HealthChecks, Layer4HealthChecks::ALL, |it| &mut it.layer4_health_checks) }
            { reading(context, ReadingId::ClientAddresses, ClientAddresses::ALL, |it| &mut it.client_addresses) }
            { reading(context, ReadingId::TransferredClientIp, TransferredClientIp::ALL, |it| &mut it.transferred_client_ip) }
            { reading(context, ReadingId::NetworkAclState, NetworkAclState::ALL, |it| &mut it.network_acl_state) }
            { reading(context, ReadingId::SeveralSecurityGroups, SeveralSecurityGroups::ALL, |it| &mut it.several_security_groups) }
            { reading(context, ReadingId::LoadBalancerAcl, LoadBalancerAcl::ALL, |it| &mut it.load_balancer_acl) }
            { reading(context, ReadingId::IpMembersOfOwnVpc, IpMembersOfOwnVpc::ALL, |it| &mut it.ip_members_of_own_vpc) }
            { shared_sources(context) }
            <h3 class="section-title">{ context.say(Text::Scope) }</h3>
            { scope(context, "rule-source", Text::RuleSource, Text::RuleSourceHint, RuleSource::ALL, |it| &mut it.rule_source) }
            { scope(context, "acl-destination", Text::AclDestination, Text::AclDestinationHint, NetworkAclDestination::ALL, |it| &mut it.network_acl_destination) }
            { scope(context, "rule-ports", Text::RulePorts, Text::RulePortsHint, RulePorts::ALL, |it| &mut it.rule_ports) }
            { scope(context, "rule-blocks", Text::RuleBlocks, Text::RuleBlocksHint, RuleBlocks::ALL, |it| &mut it.rule_blocks) }
            { lints_off(context) }
        </fieldset>
    }
}

/// The id of the settings.
const SETTINGS: &str = "form-plan-settings";

/// Moves the focus to the settings once they are sought.
#[component]
fn Seeker() -> Html {
    let store = use_store();
    use_effect_with(store.sought == Some(Sought::Settings), move |is_sought| {
        if *is_sought {
            focus(SETTINGS);
            store.dispatch(Action::Seek(None));
        }
    });
    Html::default()
}

/// A value of a setting, with its name on the page.
trait Named: Copy + PartialEq + 'static {
    fn name(self) -> Text;
}

macro_rules! named {
    ($($type:ident { $($variant:ident => $text:ident),* $(,)? })*) => {$(
        impl Named for $type {
            fn name(self) -> Text {
                match self { $(Self::$variant => Text::$text),* }
            }
        }
    )*};
}

named! {
    Layer4HealthChecks { Filtered => CountForHealthChecks, Exempt => EverythingExempt }
    ClientAddresses { BackendSubnet => TheBackendSubnet, ClientsToo => ClientsToo }
    TransferredClientIp { Exempt => RulesDoNotCount, Filtered => ClientsLetIn }
    NetworkAclState { Unsure => AclStateUnsure, Stateful => AclStateful, Stateless => AclStateless }
    SeveralSecurityGroups { Unsure => BothReadings, InSequence => InSequence, Combined => AsOneList }
    IpMembersOfOwnVpc { Unsure => BothReadings, Reached => MemberIsReached, NotReached => MemberIsNotReached }
    LoadBalancerAcl { Advise => RecommendRules, Ignore => LeaveItAlone, Apply => RequireRules }
    RuleSource { BackendSubnet => TheBackendSubnet, Vpc => TheVpcBlock }
    NetworkAclDestination { Subnet => TheMembersSubnet, Member => EachMember }
    RulePorts { Contiguous => OneRuleEach, Merged => OneRuleTogether }
    RuleBlocks { Each => OneRuleEach, Merged => OneRuleTogether }
}

/// Finds a setting among the settings.
type SettingField<V> = fn(&mut Settings) -> &mut V;

/// The choice between readings, with the sources of both below it.
fn reading<V: Named>(
    context: &FormContext,
    id: ReadingId,
    all: &[V],
    field: SettingField<V>,
) -> Html {
    let label = say(ReadingText(id).text(context.language));
    html! {
        <>
            { choice(context, &id.to_string(), label, None, all, field) }
            { sources(followed(id, &context.plan().settings), context.language) }
        </>
    }
}

fn scope<V: Named>(
    context: &FormContext,
    id: &str,
    label: Text,
    hint: Text,
    all: &[V],
    field: SettingField<V>,
) -> Html {
    choice(context, id, context.say(label), Some(context.say(hint)), all, field)
}

fn choice<V: Named>(
    context: &FormContext,
    id: &str,
    label: AttrValue,
    hint: Option<AttrValue>,
    all: &[V],
    field: SettingField<V>,
) -> Html {
    let mut settings = context.plan().settings.clone();
    let value = *field(&mut settings);
    let on_change = {
        let context = context.clone();
        Callback::from(move |value: V| {
            let mut settings = context.plan().settings.clone();
            *field(&mut settings) = value;
            context.edit(vec![Edit::Choose(settings)]);
        })
    };
    html! {
        <SelectField<V>
            id={format!("form-plan-{id}")}
            {label}
            {value}
            options={all.iter().map(|it| (*it, context.say(it.name()))).collect::<Vec<_>>()}
            {on_change}
            {hint}
        />
    }
}

/// The notes that are switched off, each with the reason and a button that shows it again.
fn lints_off(context: &FormContext) -> Html {
    let say = |text: LintLabelText| say(text.text(context.language));
    let all = &context.plan().settings.lints_off;
    let item = |(place, off): (usize, &LintOff)| {
        let again = {
            let context = context.clone();
            move |_: MouseEvent| {
                let mut settings = context.plan().settings.clone();
                if place < settings.lints_off.len() {
                    settings.lints_off.remove(place);
                }
                context.edit(vec![Edit::Choose(settings)]);
            }
        };
        let text = LintOffText::of(off, context.plan()).segments(context.language);
        html! {
            <li>
                { prose(&text) }
                { " " }
                <Button label={say(LintLabelText::ShowAgain)} small=true edits=true onclick={again} />
            </li>
        }
    };
    html! {
        <>
            <h3 class="section-title">{ say(LintLabelText::NotesOfAudit) }</h3>
            if all.is_empty() {
                <p class="hint">{ say(LintLabelText::NothingSwitchedOff) }</p>
            } else {
                <ul class="audit-list">{ for all.iter().enumerate().map(item) }</ul>
            }
        </>
    }
}

/// The address blocks of shared load balancers, with buttons for known regions.
fn shared_sources(context: &FormContext) -> Html {
    let most = vec![];
    let eu_west_0 = [Settings::SHARED_SOURCE, Settings::SHARED_SOURCE_EU_WEST_0];
    let presets =
        [(Text::MostRegions, most), (Text::RegionEuWest0, eu_west_0.map(Ipv4Cidr::of).to_vec())];
    let buttons = presets.into_iter().map(|(name, blocks)| {
        let choose = {
            let context = context.clone();
            move |_: MouseEvent| {
                let shared_sources = blocks.clone();
                let settings = Settings { shared_sources, ..context.plan().settings.clone() };
                context.edit(vec![Edit::Choose(settings)]);
            }
        };
        html! { <Button label={context.say(name)} small=true onclick={choose} /> }
    });
    let commit = {
        let store = context.store.clone();
        lines(context.language, move |shared_sources: Vec<Ipv4Cidr>| {
            let settings = Settings { shared_sources, ..store.plan().settings.clone() };
            store.dispatch(Action::typed(Edit::Choose(settings), "plan.shared-sources"));
        })
    };
    let sources = context.plan().settings.sources_of_shared();
    html! {
        <>
            <AddressListField
                id="form-plan-shared-sources"
                label={context.say(Text::SharedSources)}
                entries={sources.iter().map(ToString::to_string).collect::<Vec<_>>()}
                hint={context.say(Text::SharedSourcesHint)}
                {commit}
            />
            <div class="row edits">{ for buttons }</div>
        </>
    }
}
