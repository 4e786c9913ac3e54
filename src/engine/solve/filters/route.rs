//! The filters that a path passes.
//!
//! Servers that have the same groups behind the same network ACL share a route, so the compiled
//! filters of a plan are looked up once for all of them.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::filter_cache::{CompiledFilter, PolicyNumber};
use super::policies::Policies;
use crate::engine::memo::Generation;
use crate::engine::requirements::FilterRef;
use crate::plan::Direction;

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

/// A filter in one direction, which many routes pass.
struct Stop {
    filter_ref: FilterRef,
    direction: Direction,
    found: RefCell<Option<(PolicyNumber, Rc<CompiledFilter>)>>,
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
                    Rc::new(Stop { filter_ref, direction, found: RefCell::default() })
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
        self.stops.retain(|_, stop| Rc::strong_count(stop) > 1);
    }
}

impl Route {
    /// Returns the filters by the policies of a plan. If they are all the same in two plans, they
    /// are the same list.
    pub(crate) fn compiled(&self, policies: &mut Policies, now: Generation) -> Rc<RouteFilters> {
        let found = &mut *self.found.borrow_mut();
        if let Some((number, compiled)) = found
            && *number == policies.number()
        {
            return compiled.clone();
        }
        let filters = self.stops.iter().map(|stop| stop.filter(policies));
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
    fn filter(&self, policies: &mut Policies) -> Rc<CompiledFilter> {
        let found = &mut *self.found.borrow_mut();
        match found {
            Some((number, filter)) if *number == policies.number() => filter.clone(),
            _ => {
                let filter = policies.filter(&self.filter_ref, self.direction);
                *found = Some((policies.number(), filter.clone()));
                filter
            }
        }
    }
}

#[cfg(test)]
impl Routes {
    /// Counts the routes that are kept.
    pub(crate) fn count(&self) -> usize {
        self.routes.len()
    }
}
