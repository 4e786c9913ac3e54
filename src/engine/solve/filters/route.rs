//! The filters that a path passes.
//!
//! Servers that have the same groups behind the same network ACL share a route, so the compiled
//! filters of a plan are looked up once for all of them.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::filter_cache::{CompiledFilter, FilterKey, PolicyNumber};
use super::policies::Policies;
use crate::engine::memo::Generation;
use crate::engine::requirements::FilterRef;
use crate::plan::{Direction, SecurityGroupId};

/// The routes of the last plans.
#[derive(Default)]
pub(crate) struct Routes {
    routes: FxHashMap<Vec<(FilterRef, Direction)>, Rc<Route>>,
    stops: FxHashMap<(FilterRef, Direction), Rc<Stop>>,
}

/// The filters on a path, each once.
pub(crate) struct Route {
    stops: Vec<Rc<Stop>>,
    known: RefCell<Vec<Rc<RouteFilters>>>,
    found: RefCell<Option<(PolicyNumber, Rc<RouteFilters>)>>,
}

/// A filter in one direction, which many routes pass. The filter cache knows the compiled ones, too;
/// here only the few of this filter are looked through, and no key is hashed.
struct Stop {
    filter_ref: FilterRef,
    direction: Direction,
    known: RefCell<Vec<KnownFilter>>,
    found: RefCell<Option<(PolicyNumber, Rc<CompiledFilter>)>>,
}

/// A filter as some plans have it, compiled.
struct KnownFilter {
    key: FilterKey,
    filter: Rc<CompiledFilter>,
    asked: Generation,
}

/// The filters of a route as some plans have them, compiled.
pub(crate) struct RouteFilters {
    pub(crate) filters: Vec<Rc<CompiledFilter>>,
    asked: Cell<Generation>,
}

impl Routes {
    /// Returns the route past some filters.
    pub(crate) fn of(&mut self, filter_ref: Vec<(FilterRef, Direction)>) -> Rc<Route> {
        let Self { routes, stops } = self;
        let route = routes.entry(filter_ref).or_insert_with_key(|filter_ref| {
            let stop = |key: &(FilterRef, Direction)| {
                let new = || {
                    let (filter_ref, direction) = key.clone();
                    let (known, found) = Default::default();
                    Rc::new(Stop { filter_ref, direction, known, found })
                };
                stops.entry(key.clone()).or_insert_with(new).clone()
            };
            let stops = filter_ref.iter().map(stop).collect();
            Rc::new(Route { stops, known: RefCell::default(), found: RefCell::default() })
        });
        route.clone()
    }

    /// Forgets the routes that no path has, and filters that the latest answers did not need.
    pub(crate) fn forget(&mut self, now: Generation) {
        self.routes.retain(|_, route| {
            route.known.borrow_mut().retain(|it| it.asked.get().is_late(now));
            Rc::strong_count(route) > 1
        });
        self.stops.retain(|_, stop| {
            stop.known.borrow_mut().retain(|it| it.asked.is_late(now));
            Rc::strong_count(stop) > 1
        });
    }
}

impl Route {
    /// Checks whether a filter on the route has one of some security groups.
    pub(crate) fn passes(&self, groups: &FxHashSet<SecurityGroupId>) -> bool {
        self.stops.iter().any(|stop| match &stop.filter_ref {
            FilterRef::SecurityGroups(own, ..) => own.iter().any(|group| groups.contains(group)),
            FilterRef::NetworkAcl(_) => false,
        })
    }

    /// Returns the filters by the policies of a plan. If they are all the same in two plans, they
    /// are the same list.
    pub(crate) fn compiled(&self, policies: &mut Policies, now: Generation) -> Rc<RouteFilters> {
        let found = &mut *self.found.borrow_mut();
        if let Some((number, compiled)) = found
            && *number == policies.number()
        {
            return compiled.clone();
        }
        let filters = self.stops.iter().map(|stop| stop.filter(policies, now));
        let filters = filters.collect::<SmallVec<[_; 8]>>();
        let known = &mut *self.known.borrow_mut();
        let is_it = |it: &&Rc<RouteFilters>| {
            it.filters.iter().zip(&filters).all(|(own, other)| Rc::ptr_eq(own, other))
        };
        let compiled = known.iter().find(is_it).cloned().unwrap_or_else(|| {
            let asked = Cell::new(now);
            let compiled = Rc::new(RouteFilters { filters: filters.to_vec(), asked });
            known.push(compiled.clone());
            compiled
        });
        compiled.asked.set(now);
        *found = Some((policies.number(), compiled.clone()));
        compiled
    }
}

impl Stop {
    /// Returns the filter by the policies of a plan.
    fn filter(&self, policies: &mut Policies, now: Generation) -> Rc<CompiledFilter> {
        let found = &mut *self.found.borrow_mut();
        if let Some((number, filter)) = found
            && *number == policies.number()
        {
            return filter.clone();
        }
        let key = policies.key(&self.filter_ref, self.direction);
        let known = &mut *self.known.borrow_mut();
        let filter = match known.iter_mut().find(|it| it.key == key) {
            Some(known) => {
                known.asked = now;
                known.filter.begin_answer(now);
                known.filter.clone()
            }
            None => {
                let filter = policies.compiled(&key, &self.filter_ref, self.direction);
                known.push(KnownFilter { key, filter: filter.clone(), asked: now });
                filter
            }
        };
        *found = Some((policies.number(), filter.clone()));
        filter
    }
}

#[cfg(test)]
impl Routes {
    /// Counts the routes that are kept.
    pub(crate) fn count(&self) -> usize {
        self.routes.len()
    }
}
