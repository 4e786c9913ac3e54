//! Rules that can be spared, since rules in other security groups let pass what they are for.
//!
//! The choice of a group looks at a need as a whole: it goes to another group only where that gets
//! rules for all of it. Rules of several groups may do so together, each for a part. Then the rule is
//! left out, and these are for its flows too. Of rules that can spare each other, the one that opens
//! the most servers without need goes.

use std::cmp::Reverse;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::gather::Row;
use super::merge::boxes;
use super::opened::Opened;
use super::proposed_list::{ProposedList, changes_of, list_rows};
use crate::engine::index::Index;
use crate::engine::packet::{PacketBox, PacketSet};
use crate::engine::policy::security_group_rule_boxes;
use crate::engine::report::{ChangeKind, Decider, FlowId, RulePlace};
use crate::engine::requirements::FilterRef;
use crate::engine::solve::decide::missing_slots::Key;
use crate::engine::solve::filters::policies::Policies;
use crate::plan::{Direction, SecurityGroupId, SeveralSecurityGroups, add_new};

/// Leaves out rules that rules in other groups can spare.
pub(super) fn spare(lists: &mut [ProposedList], index: &Index, policies: &mut Policies) {
    let concerned = concerned(lists, policies);
    if concerned.is_empty() {
        return;
    }
    let mut groups = GroupRows::of(lists, &concerned, index);
    let mut changed = FxHashSet::default();
    for own in groups.in_order(index) {
        if let Some(helped) = groups.helped(own, policies) {
            changed.insert(own.list);
            changed.extend(helped.keys().map(|it| it.list));
            groups.leave_out(own, &helped);
        }
    }
    let GroupRows { rows, .. } = groups;
    for (place, rows) in concerned.into_iter().zip(rows).enumerate() {
        let (at, rows) = rows;
        if let Some(list) = lists.get_mut(at).filter(|_| changed.contains(&place)) {
            let rows = rows.into_iter().flatten().collect();
            list.changes = changes_of(rows, &list.asked, index).into();
        }
    }
}

/// The lists with rules that meet rules of another group of some interface.
fn concerned(lists: &[ProposedList], policies: &Policies) -> Vec<usize> {
    let places = places(lists);
    if places.len() < 2 {
        return vec![];
    }
    let mut attached: FxHashSet<(&[SecurityGroupId], Direction)> = FxHashSet::default();
    for ((key, _), needs) in lists.iter().flat_map(|list| list.asked.needs) {
        let mut last = None::<&Rc<[SecurityGroupId]>>;
        for need in needs {
            let FilterRef::SecurityGroups(groups, ..) = &need.filter_check.filter else { break };
            if groups.len() > 1 && !last.is_some_and(|last| Rc::ptr_eq(last, groups)) {
                attached.insert((groups, key.direction));
                last = Some(groups);
            }
        }
    }
    let (mut looked_at, mut concerned) = (FxHashSet::default(), vec![]);
    for (groups, direction) in attached {
        let own = groups.iter().filter_map(|id| places.get(&(*id, direction)).copied());
        let own = own.collect::<Vec<_>>();
        for (number, one) in own.iter().enumerate() {
            for other in own.iter().skip(number.saturating_add(1)) {
                let pair = (*one.min(other), *one.max(other));
                if one != other
                    && looked_at.insert(pair)
                    && meet([*one, *other].map(|at| lists.get(at)), policies)
                {
                    concerned.extend([*one, *other]);
                }
            }
        }
    }
    crate::plan::sort_list(&mut concerned, Ord::cmp);
    concerned.dedup();
    concerned
}

/// The lists of security groups, by group and direction.
fn places(lists: &[ProposedList]) -> FxHashMap<(SecurityGroupId, Direction), usize> {
    let of = |(at, list): (usize, &ProposedList)| {
        let ((key, _), _) = list.asked.needs.first()?;
        match key.place {
            RulePlace::SecurityGroup(group) => Some(((group, key.direction), at)),
            RulePlace::NetworkAcl(_) => None,
        }
    };
    lists.iter().enumerate().filter_map(of).collect()
}

/// Checks whether rules to add to two security groups match a packet in common.
fn meet(lists: [Option<&ProposedList>; 2], policies: &Policies) -> bool {
    let [Some(one), Some(other)] = lists else { return false };
    let packets = |list: &ProposedList| {
        let rules = list.changes.iter().map(|change| match &change.kind {
            ChangeKind::AddSecurityGroupRule { direction, rule } => {
                security_group_rule_boxes(rule, *direction, policies.addresses())
            }
            _ => vec![],
        });
        rules.flatten().collect::<Vec<_>>()
    };
    let others = packets(other);
    packets(one).iter().any(|own| others.iter().any(|it| own.meets(it)))
}

/// A row by its list and its place there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct RowAt {
    list: usize,
    row: usize,
}

/// The packets of flows that a row lets pass in the place of another one.
type Helped = FxHashMap<RowAt, FxHashSet<(FlowId, PacketBox)>>;

/// The rows of the security groups that are concerned.
struct GroupRows<'n> {
    /// By list. A row that was left out is none any more.
    rows: Vec<Vec<Option<(Key, Row)>>>,
    lists: FxHashMap<(SecurityGroupId, Direction), usize>,
    /// The security groups past which each flow of a list leads.
    filters: Vec<FxHashMap<FlowId, &'n FilterRef>>,
    reading: SeveralSecurityGroups,
}

impl<'n> GroupRows<'n> {
    fn of(lists: &[ProposedList<'n, '_>], concerned: &[usize], index: &Index) -> Self {
        let own = concerned.iter().filter_map(|at| lists.get(*at)).collect::<Vec<_>>();
        let rows = own.iter().map(|it| list_rows(&it.asked, index).into_iter().map(Some).collect());
        let filters = own.iter().map(|it| {
            let needs = it.asked.needs.iter().flat_map(|(_, needs)| needs);
            needs.map(|need| (need.flow, &need.filter_check.filter)).collect()
        });
        let places = places(lists).into_iter();
        let lists =
            places.filter_map(|(key, at)| Some((key, concerned.iter().position(|it| *it == at)?)));
        Self {
            rows: rows.collect(),
            lists: lists.collect(),
            filters: filters.collect(),
            reading: index.plan.settings.several_security_groups,
        }
    }

    fn row(&self, at: RowAt) -> Option<&(Key, Row)> {
        self.rows.get(at.list)?.get(at.row)?.as_ref()
    }

    fn all(&self) -> impl Iterator<Item = (RowAt, &(Key, Row))> {
        self.rows.iter().enumerate().flat_map(|(list, rows)| {
            let rows = rows.iter().enumerate();
            rows.filter_map(move |(row, it)| Some((RowAt { list, row }, it.as_ref()?)))
        })
    }

    /// The rows, those first in groups that the plan avoids, then those that open the most servers without
    /// need.
    fn in_order(&self, index: &Index) -> Vec<RowAt> {
        let opened = Opened::of(index);
        let cost = |(key, row): &(Key, Row)| {
            let RulePlace::SecurityGroup(group) = key.place else { return None };
            let serves = row.legs.iter().flat_map(|it| &it.serves).copied();
            Some(opened.cost(group, &opened.meant_by(serves)))
        };
        let mut all = self.all().map(|(at, it)| (cost(it), at)).collect::<Vec<_>>();
        all.sort_by_key(|(cost, _)| Reverse(*cost));
        all.into_iter().map(|(_, at)| at).collect()
    }

    /// The rows that let pass all that a row is for; none if it is needed.
    fn helped(&self, own: RowAt, policies: &mut Policies) -> Option<Helped> {
        let (_, row) = self.row(own)?;
        let filters = self.filters.get(own.list)?;
        let mut known: FxHashMap<(&FilterRef, PacketBox), Vec<RowAt>> = FxHashMap::default();
        let mut helped = Helped::default();
        for (flow, packets) in &row.missing {
            let filter = *filters.get(flow)?;
            let helpers = match known.get(&(filter, *packets)) {
                Some(helpers) => helpers,
                None => {
                    let helpers = self.passing(own, filter, packets, policies)?;
                    known.entry((filter, *packets)).or_insert(helpers)
                }
            };
            for helper in helpers {
                helped.entry(*helper).or_default().insert((*flow, *packets));
            }
        }
        Some(helped)
    }

    /// The rows that let some packets pass security groups without a row; none if they do not let all
    /// of them pass.
    fn passing(
        &self,
        own: RowAt,
        filter: &FilterRef,
        packets: &PacketBox,
        policies: &mut Policies,
    ) -> Option<Vec<RowAt>> {
        let FilterRef::SecurityGroups(groups, flavor, far) = filter else { return None };
        let direction = self.row(own)?.0.direction;
        let helpers = groups.iter().map(|group| self.helpers(own, *group, packets));
        let helpers = helpers.collect::<Vec<_>>();
        let mut taken = vec![];
        let mut all = PacketSet::of(*packets);
        helpers.iter().for_each(|it| take(&mut all, it, &mut taken));
        if !all.is_empty() {
            return None;
        }
        if self.reading == SeveralSecurityGroups::Combined {
            return Some(taken);
        }
        taken.clear();
        // The packets on which no group so far decides, and those that some group lets pass, if they
        // are looked at one after the other. In a single list a rule of any group lets these pass.
        let (mut left, mut passed) = (PacketSet::of(*packets), vec![]);
        for (group, own) in groups.iter().zip(&helpers) {
            take(&mut left, own, &mut taken);
            if left.is_empty() {
                break;
            }
            let alone = FilterRef::SecurityGroups(Rc::from([*group]), *flavor, far.clone());
            let filter = policies.filter(&alone, direction);
            let mut behind = vec![];
            for packets in left.boxes() {
                if !filter.gaps(packets).is_empty() {
                    return None;
                }
                for part in &filter.decide(*packets).parts {
                    match part.by {
                        Decider::DefaultDeny => behind.extend_from_slice(part.packets.boxes()),
                        _ if part.passes => passed.extend_from_slice(part.packets.boxes()),
                        _ => return None,
                    }
                }
            }
            left = PacketSet::of_disjoint(behind);
        }
        let mut passed = PacketSet::of_disjoint(passed);
        helpers.iter().for_each(|it| take(&mut passed, it, &mut taken));
        (left.is_empty() && passed.is_empty()).then_some(taken)
    }

    /// The rows of a group that may let pass some packets that another row is for, with what they match.
    fn helpers(
        &self,
        own: RowAt,
        group: SecurityGroupId,
        packets: &PacketBox,
    ) -> Vec<(RowAt, Vec<PacketBox>)> {
        let Some((key, row)) = self.row(own) else { return vec![] };
        let Some(list) = self.lists.get(&(group, key.direction)).copied() else { return vec![] };
        let rows = self.rows.get(list).into_iter().flatten().enumerate();
        let rows = rows.filter_map(|(row, it)| Some((RowAt { list, row }, it.as_ref()?)));
        let helps = |(at, (other_key, other)): &(RowAt, &(Key, Row))| {
            *at != own
                && (other_key.ip_type, other_key.protocol) == (key.ip_type, key.protocol)
                && other.level <= row.level
                && boxes(other_key, other).any(|it| it.meets(packets))
        };
        rows.filter(helps).map(|(at, (key, row))| (at, boxes(key, row).collect())).collect()
    }

    /// Leaves a row out. The rows that help are for its flows too.
    fn leave_out(&mut self, own: RowAt, helped: &Helped) {
        let slot = self.rows.get_mut(own.list).and_then(|rows| rows.get_mut(own.row));
        let Some((_, idle)) = slot.and_then(Option::take) else { return };
        for (at, packets) in helped {
            let helping = self.rows.get_mut(at.list).and_then(|rows| rows.get_mut(at.row));
            if let Some((_, row)) = helping.and_then(Option::as_mut) {
                row.absorb_part(&idle, |flow, it| packets.contains(&(flow, *it)));
            }
        }
    }
}

/// Takes the packets of rows out of a set, and names the rows that match some of them.
fn take(left: &mut PacketSet, rows: &[(RowAt, Vec<PacketBox>)], taken: &mut Vec<RowAt>) {
    for (at, packets) in rows {
        if packets.iter().any(|own| left.boxes().iter().any(|it| it.meets(own))) {
            add_new(taken, &[*at]);
            packets.iter().for_each(|own| left.remove(own));
        }
    }
}
