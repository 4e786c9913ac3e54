//! The differences between two states of a plan, but for rules and positions on the board.

use super::difference::{Aspect, Difference, DifferenceKind, FieldChange, Value};
use crate::plan::{Plan, SubjectId};

type FieldValues = Vec<(Aspect, Value)>;

/// Everything that differs: containers before what they hold.
pub(super) fn differences(before: &Plan, after: &Plan) -> Vec<Difference> {
    let mut all = vec![];
    macro_rules! compare {
        ($field:ident, |$it:ident| $fields:expr) => {
            list(
                &mut all,
                before.$field.iter().map(|$it| (SubjectId::from($it.id), $fields)).collect(),
                after.$field.iter().map(|$it| (SubjectId::from($it.id), $fields)).collect(),
            );
        };
    }
    compare!(vpcs, |it| vec![
        (Aspect::Name, text(&it.name)),
        (Aspect::Cidr, text(it.cidr)),
        (Aspect::SecondaryCidrs, texts(&it.secondary_cidrs)),
        (Aspect::Ipv6Cidr, maybe(it.ipv6_cidr)),
    ]);
    compare!(subnets, |it| vec![
        (Aspect::Name, text(&it.name)),
        (Aspect::Vpc, things([it.vpc])),
        (Aspect::Cidr, text(it.cidr)),
        (Aspect::Ipv6Cidr, maybe(it.ipv6_cidr)),
        (Aspect::NetworkAcl, things(it.network_acl)),
    ]);
    compare!(address_groups, |it| vec![
        (Aspect::Name, text(&it.name)),
        (Aspect::Type, text(it.ip_type)),
        (Aspect::Addresses, texts(&it.addresses)),
    ]);
    compare!(security_groups, |it| vec![(Aspect::Name, text(&it.name))]);
    compare!(network_acls, |it| vec![
        (Aspect::Name, text(&it.name)),
        (Aspect::Enabled, Value::Flag(it.enabled)),
    ]);
    compare!(load_balancers, |it| vec![
        (Aspect::Name, text(&it.name)),
        (Aspect::Kind, word(it.kind)),
        (Aspect::Subnet, things([it.subnet])),
        (Aspect::BackendSubnets, things(it.current_backend_subnets().iter().copied())),
        (Aspect::PreviousBackendSubnets, things(it.previous_backend_subnets.iter().copied())),
        (Aspect::IpAsBackend, Value::Flag(it.ip_as_backend)),
    ]);
    list(&mut all, listeners(before), listeners(after));
    compare!(backend_server_groups, |it| vec![
        (Aspect::Name, text(&it.name)),
        (Aspect::Vpc, things([it.vpc])),
        (Aspect::Protocol, text(it.protocol)),
        (Aspect::HealthCheck, Value::Flag(it.health_check.enabled)),
        (Aspect::HealthCheckProtocol, text(it.health_check.protocol)),
        (Aspect::HealthCheckPort, maybe(it.health_check.port)),
    ]);
    list(&mut all, members(before), members(after));
    compare!(servers, |it| vec![
        (Aspect::Name, text(&it.name)),
        (Aspect::Subnet, things([it.subnet])),
        (Aspect::Ipv4, maybe(it.ipv4)),
        (Aspect::Ipv6, maybe(it.ipv6)),
        (Aspect::SecurityGroups, things(it.security_groups.iter().copied())),
        (Aspect::Flavor, word(it.flavor)),
    ]);
    compare!(ip_backends, |it| vec![
        (Aspect::Name, text(&it.name)),
        (Aspect::Address, text(it.address)),
        (Aspect::Vpc, things(it.vpc)),
    ]);
    all
}

fn listeners(plan: &Plan) -> Vec<(SubjectId, FieldValues)> {
    let fields = |it: &crate::plan::Listener| {
        // Access control has no short form; that it differs is what counts here.
        let access = serde_json::to_string(&it.access_control).unwrap_or_default();
        vec![
            (Aspect::Name, text(&it.name)),
            (Aspect::Protocol, text(it.protocol)),
            (Aspect::Ports, text(&it.ports)),
            (Aspect::BackendServerGroup, things(it.backend_server_group)),
            (Aspect::AccessControl, text(access)),
            (Aspect::TransferClientIp, Value::Flag(it.transfer_client_ip)),
            (Aspect::Nat64, Value::Flag(it.nat64)),
        ]
    };
    plan.listeners().map(|(_, it)| (it.id.into(), fields(it))).collect()
}

fn members(plan: &Plan) -> Vec<(SubjectId, FieldValues)> {
    let fields = |it: &crate::plan::Member| {
        let target = crate::plan::ElementId::from(it.target);
        vec![
            (Aspect::Target, things([target])),
            (Aspect::Type, text(it.ip_type)),
            (Aspect::Port, maybe(it.port)),
            (Aspect::Weight, text(it.weight)),
        ]
    };
    plan.members().map(|(_, it)| (it.id.into(), fields(it))).collect()
}

fn text(value: impl ToString) -> Value {
    Value::Text(value.to_string())
}

/// A choice by the word that the plan file has for it.
fn word(choice: impl serde::Serialize) -> Value {
    let word = serde_json::to_value(choice).ok();
    text(word.as_ref().and_then(|it| it.as_str()).unwrap_or_default())
}

fn texts<T: ToString>(values: &[T]) -> Value {
    Value::Text(values.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
}

fn maybe<T: ToString>(value: Option<T>) -> Value {
    Value::Text(value.map(|it| it.to_string()).unwrap_or_default())
}

fn things<T: Into<SubjectId>>(ids: impl IntoIterator<Item = T>) -> Value {
    Value::Things(ids.into_iter().map(Into::into).collect())
}

fn list(
    all: &mut Vec<Difference>,
    before: Vec<(SubjectId, FieldValues)>,
    after: Vec<(SubjectId, FieldValues)>,
) {
    for (subject, fields) in &after {
        let Some((_, old)) = before.iter().find(|(id, _)| id == subject) else {
            all.push(Difference { subject: *subject, kind: DifferenceKind::Added });
            continue;
        };
        let changed = old.iter().zip(fields).filter(|(old, new)| old.1 != new.1);
        let changed = changed.map(|((aspect, before), (_, after))| FieldChange {
            aspect: *aspect,
            before: before.clone(),
            after: after.clone(),
        });
        let changed = changed.collect::<Vec<_>>();
        if !changed.is_empty() {
            all.push(Difference { subject: *subject, kind: DifferenceKind::Changed(changed) });
        }
    }
    for (subject, _) in &before {
        if !after.iter().any(|(id, _)| id == subject) {
            all.push(Difference { subject: *subject, kind: DifferenceKind::Removed });
        }
    }
}
