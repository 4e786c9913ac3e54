//! Anything that is drawn, as one type, for edits and selections that do not care which.

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

            /// Every drawn thing's id, in reading order: containers before what they hold.
            pub fn element_ids(&self) -> impl Iterator<Item = ElementId> + '_ {
                std::iter::empty()
                    $(.chain(self.$field.iter().map(|it| ElementId::$variant(it.id))))*
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

elements! {
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
