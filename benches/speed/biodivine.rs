//! The diagrams of `biodivine-lib-bdd`, a rival because it also judges the engine in the tests.

use biodivine_lib_bdd::{Bdd, BddVariable, BddVariableSet};

use crate::diagram::{BITS, Diagrams};

pub(crate) struct Biodivine {
    set: BddVariableSet,
    bits: Vec<BddVariable>,
}

impl Biodivine {
    pub(crate) fn new() -> Self {
        let set = BddVariableSet::new_anonymous(u16::try_from(BITS).unwrap());
        Self { bits: set.variables(), set }
    }
}

impl Diagrams for Biodivine {
    type Set = Bdd;

    fn nothing(&self) -> Bdd {
        self.set.mk_false()
    }

    fn everything(&self) -> Bdd {
        self.set.mk_true()
    }

    fn bit(&self, at: usize, set: bool) -> Bdd {
        self.set.mk_literal(self.bits[at], set)
    }

    fn and(&self, one: &Bdd, other: &Bdd) -> Bdd {
        one.and(other)
    }

    fn or(&self, one: &Bdd, other: &Bdd) -> Bdd {
        one.or(other)
    }

    fn minus(&self, one: &Bdd, other: &Bdd) -> Bdd {
        one.and_not(other)
    }

    fn is_empty(&self, set: &Bdd) -> bool {
        set.is_false()
    }

    fn count(&self, set: &Bdd) -> Option<u128> {
        set.exact_cardinality().try_into().ok()
    }
}
