//! The diagrams of `oxidd`, a rival because it has diagrams with complement edges, which are its
//! fastest.

use oxidd::bcdd::{BCDDFunction, BCDDManagerRef, new_manager};
use oxidd::{BooleanFunction, Manager, ManagerRef};

use crate::diagram::{BITS, Diagrams};

/// The number of nodes and of cached results that there is room for: some 1.5 GiB.
const NODES: usize = 1 << 26;
const CACHE: usize = 1 << 22;

pub(crate) struct Oxidd {
    nothing: BCDDFunction,
    everything: BCDDFunction,
    bits: Vec<[BCDDFunction; 2]>,
    _manager: BCDDManagerRef,
}

impl Oxidd {
    pub(crate) fn new() -> Self {
        let manager = new_manager(NODES, CACHE, 1);
        // Nothing may be worked out while the manager is held, or it would wait for itself.
        let (nothing, everything, set) = manager.with_manager_exclusive(|it| {
            let bits = it.add_vars(u32::try_from(BITS).unwrap());
            let set = bits.map(|at| BCDDFunction::var(it, at).unwrap()).collect::<Vec<_>>();
            (BCDDFunction::f(it), BCDDFunction::t(it), set)
        });
        let bits = set.into_iter().map(|set| [set.not().unwrap(), set]).collect();
        Self { nothing, everything, bits, _manager: manager }
    }
}

impl Diagrams for Oxidd {
    type Set = BCDDFunction;

    fn nothing(&self) -> BCDDFunction {
        self.nothing.clone()
    }

    fn everything(&self) -> BCDDFunction {
        self.everything.clone()
    }

    fn bit(&self, at: usize, set: bool) -> BCDDFunction {
        self.bits[at][usize::from(set)].clone()
    }

    fn and(&self, one: &BCDDFunction, other: &BCDDFunction) -> BCDDFunction {
        one.and(other).unwrap()
    }

    fn or(&self, one: &BCDDFunction, other: &BCDDFunction) -> BCDDFunction {
        one.or(other).unwrap()
    }

    fn minus(&self, one: &BCDDFunction, other: &BCDDFunction) -> BCDDFunction {
        other.imp_strict(one).unwrap()
    }

    fn is_empty(&self, set: &BCDDFunction) -> bool {
        !set.satisfiable()
    }

    fn count(&self, _: &BCDDFunction) -> Option<u128> {
        None
    }
}
