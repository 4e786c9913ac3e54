//! The notices about a change that is larger than what was clicked, and about a gesture that
//! changed nothing.

use crate::plan::{BackendProtocol, ElementId, IpType};

/// The news of a change, or the reason nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoticeText {
    /// The button that takes the change back.
    Undo,
    /// Drawn things are gone.
    Removed(Box<Removed>),
    /// All changes of the answer were made; how many.
    Applied(usize),
    /// The board was tidied up.
    Tidied,
    /// Things were copied.
    Duplicated {
        /// The names of the copies.
        names: Vec<String>,
        /// The containers among them, which are empty.
        empty: Vec<String>,
        /// The groups that copies of servers joined.
        joined: Vec<String>,
    },
    /// Something was added, with more than itself.
    Added {
        /// Its name.
        name: String,
        /// The names of what came with it.
        with: Vec<String>,
        /// The groups it joined by itself, or what it was connected with.
        joined: Vec<String>,
    },
    /// Something is in another container, and its addresses or blocks are others.
    Moved(Box<Moved>),
    /// A network interface is in another subnet, and its addresses are others.
    InterfaceMoved(Box<Moved>),
    /// A connection replaced another one.
    Replaced {
        /// The thing that now leads elsewhere.
        from: String,
        /// The thing that it leads to.
        to: String,
        /// The thing that it led to before.
        before: String,
    },
    /// A group took the protocol that its new listener can forward to.
    Adapted {
        /// The group.
        group: String,
        /// Its protocol.
        protocol: BackendProtocol,
    },
    /// A line of a listener ended where there is no group.
    ListenerLine,
    /// A line of a backend server group ended where there is no backend.
    GroupLine,
    /// A line of a security group ended where there is no server.
    SecurityGroupLine,
    /// A line of a network ACL ended where there is no subnet.
    NetworkAclLine,
    /// Two things are connected already.
    AlreadyConnected {
        /// The end of the line.
        name: String,
    },
    /// A thing was dropped where nothing holds it.
    UnclearDrop {
        /// Its name.
        name: String,
    },
    /// Something new has to be dropped on a subnet.
    DropOnSubnet,
    /// Something new has to be dropped on a VPC.
    DropOnVpc,
}

/// The things that went with things that were removed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Removed {
    /// The names of what was removed.
    pub names: Vec<String>,
    /// The number of things of each kind that they held; an id stands for its kind.
    pub held: Vec<(ElementId, usize)>,
    /// Parts of other things that cannot be without what is gone.
    pub parts: Vec<(RemovedPart, usize)>,
    /// The number of other things that referred to what is gone.
    pub referred: Vec<(Referrer, usize)>,
}

/// A part of a thing that goes when something else goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as what it is")]
pub enum RemovedPart {
    Membership,
    Rule,
    ForwardingPolicy,
    NetworkInterface,
}

/// A thing that referred to something that is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as what it is")]
pub enum Referrer {
    Listener,
    Server,
    Subnet,
    LoadBalancer,
}

/// The changes that a move made beside the place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Moved {
    /// The name of what moved.
    pub name: String,
    /// The container it moved to.
    pub to: String,
    /// Its addresses that are new.
    pub addresses: Vec<String>,
    /// The families of which it has no address any more, each with the reason.
    pub without: Vec<(IpType, WhyWithout)>,
    /// Its blocks that are new.
    pub blocks: Vec<String>,
    /// The number of addresses in these blocks that moved with them.
    pub readdressed: usize,
    /// Its blocks for which the VPC has no room.
    pub misfits: Vec<String>,
    /// The number of its backend subnets that are in another VPC and no longer chosen.
    pub backend_subnets: usize,
}

impl Moved {
    /// Tells whether there is nothing to say.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        let Self { addresses, without, blocks, misfits, backend_subnets, .. } = self;
        addresses.is_empty()
            && without.is_empty()
            && blocks.is_empty()
            && misfits.is_empty()
            && *backend_subnets == 0
    }
}

/// The reason something has no address of a family in its new subnet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyWithout {
    /// Every address is taken.
    Full,
    /// The subnet has no block of the family.
    NoBlock,
}

area!(notice, NoticeText);
