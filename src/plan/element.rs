//! Anything that is drawn, as one type, for edits and selections that do not care which.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::{
    AddressGroup, BackendServerGroup, ElementId, IpBackend, LoadBalancer, NetworkAcl, Plan,
    Position, SecurityGroup, Server, Subnet, Vpc,
};

macro_rules! elements {
    ($($(#[$doc:meta])* $variant:ident, $field:ident;)*) => {
        /// Something that is drawn on the board, with all that belongs to it.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum Element { $($(#[$doc])* $variant($variant)),* }

        impl Element {
            /// Its id.
            #[must_use]
            pub fn id(&self) -> ElementId {
                match self { $(Self::$variant(it) => ElementId::$variant(it.id)),* }
            }

            /// Its name.
            #[must_use]
            pub fn name(&self) -> &str {
                match self { $(Self::$variant(it) => &it.name),* }
            }

            /// Its name, to change.
            pub fn name_mut(&mut self) -> &mut String {
                match self { $(Self::$variant(it) => &mut it.name),* }
            }

            /// Its place on the board, to change.
            pub fn position_mut(&mut self) -> &mut Position {
                match self { $(Self::$variant(it) => &mut it.position),* }
            }
        }

        impl Plan {
            /// A copy of a drawn thing, where the plan has it.
            #[must_use]
            pub fn element(&self, id: ElementId) -> Option<Element> {
                match id {
                    $(ElementId::$variant(id) => {
                        self.$field.iter().find(|it| it.id == id).cloned().map(Element::$variant)
                    })*
                }
            }

            /// The name of a drawn thing, where the plan has it.
            #[must_use]
            pub fn name_of(&self, id: ElementId) -> Option<&str> {
                match id {
                    $(ElementId::$variant(id) => {
                        self.$field.iter().find(|it| it.id == id).map(|it| it.name.as_str())
                    })*
                }
            }

            /// The place of a drawn thing, where the plan has it.
            #[must_use]
            pub fn position_of(&self, id: ElementId) -> Option<Position> {
                match id {
                    $(ElementId::$variant(id) => {
                        self.$field.iter().find(|it| it.id == id).map(|it| it.position)
                    })*
                }
            }

            /// Adds a drawn thing, or puts it in the place of the one with its id.
            pub fn put(&mut self, element: Element) {
                match element {
                    $(Element::$variant(it) => {
                        match self.$field.iter_mut().find(|old| old.id == it.id) {
                            Some(old) => *old = it,
                            None => self.$field.push(it),
                        }
                    })*
                }
            }

            /// Every drawn thing's id with its name, in reading order: containers before what they
            /// hold.
            pub fn names(&self) -> impl Iterator<Item = (ElementId, &str)> + '_ {
                std::iter::empty()
                    $(.chain(self.$field.iter().map(|it| (ElementId::$variant(it.id), it.name.as_str()))))*
            }

            /// Every drawn thing's id with its place, to change, in the order of the ids.
            pub fn positions_mut(&mut self) -> impl Iterator<Item = (ElementId, &mut Position)> + '_ {
                std::iter::empty()
                    $(.chain(
                        self.$field.iter_mut().map(|it| (ElementId::$variant(it.id), &mut it.position))
                    ))*
            }

            /// True if two plans differ in nothing but the names of drawn things, their own name and
            /// their notes.
            #[must_use]
            pub fn differs_in_names_alone(&self, other: &Self) -> bool {
                let Self { version, name: _, note: _, settings, connections, $($field),* } = self;
                *version == other.version
                    && *settings == other.settings
                    && *connections == other.connections
                    $(&& $field.len() == other.$field.len()
                    && $field.iter().zip(&other.$field).all(|(one, it)| {
                        one == it || $variant { name: it.name.clone(), ..one.clone() } == *it
                    }))*
            }

            /// Every drawn thing's id, in reading order: containers before what they hold.
            pub fn element_ids(&self) -> impl Iterator<Item = ElementId> + '_ {
                self.names().map(|(id, _)| id)
            }
        }

        $(impl From<$variant> for Element {
            fn from(it: $variant) -> Self { Self::$variant(it) }
        })*

        $(impl TryFrom<Element> for $variant {
            /// The thing that was given, which is another one.
            type Error = Element;

            fn try_from(it: Element) -> Result<Self, Element> {
                match it {
                    Element::$variant(it) => Ok(it),
                    other => Err(other),
                }
            }
        })*
    };
}

/// The number of names from which on one walk along the plan is quicker than looking up each.
const MANY: usize = 16;

impl Plan {
    /// The names of drawn things, where the plan has them. Of things with one id, the first counts.
    pub(crate) fn names_of(
        &self,
        ids: impl IntoIterator<Item = ElementId>,
    ) -> FxHashMap<ElementId, &str> {
        let ids = ids.into_iter().collect::<FxHashSet<_>>();
        if ids.len() < MANY {
            return ids.into_iter().filter_map(|id| Some((id, self.name_of(id)?))).collect();
        }
        let mut names = FxHashMap::default();
        for (id, name) in self.names().filter(|(id, _)| ids.contains(id)) {
            names.entry(id).or_insert(name);
            if names.len() == ids.len() {
                break;
            }
        }
        names
    }
}

/// The kinds of things that are drawn, each with its list in a plan, as the input of a macro.
macro_rules! for_each_element {
    ($go:ident) => {
        $go! {
            /// A VPC.
            Vpc, vpcs;
            /// A subnet.
            Subnet, subnets;
            /// A security group.
            SecurityGroup, security_groups;
            /// A network ACL.
            NetworkAcl, network_acls;
            /// An IP address group.
            AddressGroup, address_groups;
            /// A load balancer.
            LoadBalancer, load_balancers;
            /// A backend server group.
            BackendServerGroup, backend_server_groups;
            /// A server.
            Server, servers;
            /// An IP address backend.
            IpBackend, ip_backends;
        }
    };
}

for_each_element!(elements);

pub(crate) use for_each_element;
