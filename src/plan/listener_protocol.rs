//! The protocols of listeners, of backend server groups and of health checks, and which go together.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! protocols {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant),* }

        impl $name {
            /// Every protocol, in the order of the console.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(Self::$variant => $text),* })
            }
        }
    };
}
protocols! {
    /// The protocol of a listener.
    ListenerProtocol {
        /// Layer 4, forwarded as it is.
        Tcp = "TCP",
        /// Layer 4, forwarded as it is.
        Udp = "UDP",
        /// TLS ended at the load balancer, forwarded over TCP.
        Tls = "TLS",
        /// HTTP/3, ended at the load balancer.
        Quic = "QUIC",
        /// Layer 7.
        Http = "HTTP",
        /// Layer 7 over TLS.
        Https = "HTTPS",
        /// Any IP protocol, of a gateway load balancer; the planner does not answer it.
        Ip = "IP",
    }
}

impl ListenerProtocol {
    /// Tells whether the listener forwards at layer 4 without ending the client's connection.
    #[must_use]
    pub fn is_layer4(self) -> bool {
        matches!(self, Self::Tcp | Self::Udp)
    }

    /// Tells whether the listener can have forwarding policies (ELB user guide, forwarding
    /// policies).
    #[must_use]
    pub fn takes_policies(self) -> bool {
        matches!(self, Self::Http | Self::Https | Self::Quic)
    }

    /// Tells whether the listener can have several ports and ranges (ELB API, `port_ranges`).
    #[must_use]
    pub fn takes_port_ranges(self) -> bool {
        matches!(self, Self::Tcp | Self::Udp | Self::Tls)
    }

    /// Tells whether clients reach the listener over UDP; over TCP else.
    #[must_use]
    pub fn is_over_udp(self) -> bool {
        matches!(self, Self::Udp | Self::Quic)
    }

    /// Tells whether the listener can forward to a group (ELB API, listener and pool protocols).
    #[must_use]
    pub fn can_forward_to(self, group: BackendProtocol) -> bool {
        use BackendProtocol as Group;
        match self {
            Self::Tcp => group == Group::Tcp,
            Self::Udp => matches!(group, Group::Udp | Group::Quic),
            Self::Tls => matches!(group, Group::Tls | Group::Tcp),
            Self::Http => group == Group::Http,
            Self::Https | Self::Quic => matches!(group, Group::Http | Group::Https | Group::Grpc),
            Self::Ip => group == Group::Ip,
        }
    }
}

protocols! {
    /// The protocol between the load balancer and the members of a group.
    BackendProtocol {
        /// TCP.
        Tcp = "TCP",
        /// UDP.
        Udp = "UDP",
        /// TLS over TCP.
        Tls = "TLS",
        /// QUIC over UDP.
        Quic = "QUIC",
        /// HTTP over TCP.
        Http = "HTTP",
        /// HTTPS over TCP.
        Https = "HTTPS",
        /// gRPC over TCP.
        Grpc = "GRPC",
        /// Any IP protocol, behind a gateway load balancer; the planner does not answer it.
        Ip = "IP",
    }
}

impl BackendProtocol {
    /// Tells whether a group of this protocol can have the option 'any port' (ELB API,
    /// `any_port_enable`).
    #[must_use]
    pub fn takes_any_port(self) -> bool {
        matches!(self, Self::Tcp | Self::Udp | Self::Quic)
    }
}

protocols! {
    /// The protocol of a health check.
    HealthCheckProtocol {
        /// A TCP connection.
        Tcp = "TCP",
        /// A ping, then a UDP probe; the API calls it `UDP_CONNECT`.
        Udp = "UDP",
        /// An HTTP request.
        Http = "HTTP",
        /// An HTTPS request.
        Https = "HTTPS",
        /// A TLS handshake.
        Tls = "TLS",
        /// A gRPC request.
        Grpc = "GRPC",
    }
}
