// Made from the types of the engine by its tests; not for editing.

/**
 * A listener's access control: which client addresses may use it. It works before anything is
 * forwarded, whatever security groups and network ACLs say (guide, Scenarios).
 */
export type AccessControl =
  /** Every client may. */
  | {
    policy: "open";
  }
  /** Only these may; with none, nobody may. */
  | {
    /** The client addresses. */
    addresses: AddressEntry[];
    policy: "whitelist";
  }
  /** All but these may. */
  | {
    /** The client addresses. */
    addresses: AddressEntry[];
    policy: "blacklist";
  };

export type AclAddress = string;

/** Tells whether a rule lets packets pass or stops them. */
export type Action =
  /** The packets pass. */
  | "allow"
  /** The packets are dropped. */
  | "deny";

export type AddressEntry = string;

/** A named list of addresses of one family. */
export interface AddressGroup {
  /** The addresses, CIDR blocks and ranges. */
  addresses?: AddressEntry[];
  /** Its id. */
  id: AddressGroupId;
  /** Its name in the console. */
  name: string;
  /** The position of its card on the board. */
  position?: Position;
  /** The family of its addresses. */
  type?: IpType;
}

export type AddressGroupId = string;

/**
 * Another way to let pass what a change lets pass: made in its place, beside all other changes of the
 * report, it leaves no flow worse off, and nothing more to add. It was tried on a copy of the plan.
 */
export type Alternative = (
  /** A rule that misses by little is changed so that it matches. */
  | {
    details: {
      /** The rule. */
      rule: RuleId;
    };
    way: "mend_rule";
  }
  /** The rule lets in the echo request, and no other ICMP message. The guide's row lets in all of them. */
  | {
    way: "echo_request";
  }
  /**
   * A deny that would be put behind the added rules is cut around what has to pass, and stays in
   * front of all else.
   */
  | {
    details: {
      /** The deny. */
      rule: RuleId;
      /** The number of rules in its place. */
      rules: number;
    };
    way: "narrow_deny";
  }
  /**
   * A rule whose ports are not in a row becomes a rule for each stretch of them, which every flavor
   * reads.
   */
  | {
    details: {
      /** The rule. */
      rule: RuleId;
      /** The number of rules in its place. */
      rules: number;
    };
    way: "split_ports";
  }
  /** Servers join a security group that lets the flows in to other members already. */
  | {
    details: {
      /** Its other allows, which let traffic in to these servers as well. */
      opens: RuleId[];
      /** The security group. */
      security_group: SecurityGroupId;
      /** The servers. */
      servers: ServerId[];
    };
    way: "join_group";
  }
  /** The rule goes into another security group that the servers have. */
  | {
    details: {
      /** The servers that have it, and to which none of the flows lead. */
      beside: ServerId[];
      /** The security group. */
      security_group: SecurityGroupId;
    };
    way: "other_group";
  }
  /**
   * The servers to which the flows lead get a security group of their own with the rule, which no
   * other server has.
   */
  | {
    details: {
      /** The servers. */
      servers: ServerId[];
      /** The servers that the rule would open beside them. */
      spared: ServerId[];
    };
    way: "own_group";
  }) & ({
  /** The edits that go it, as one step. */
  remedy: Edit[];
});

/** Packets that an added rule lets pass and a flow asks for. */
export interface AskedPart {
  /** The flow. */
  flow: FlowId;
  /** The packets. */
  packets: Packets[];
}

/** The protocol between the load balancer and the members of a group. */
export type BackendProtocol =
  /** TCP. */
  | "TCP"
  /** UDP. */
  | "UDP"
  /** TLS over TCP. */
  | "TLS"
  /** QUIC over UDP. */
  | "QUIC"
  /** HTTP over TCP. */
  | "HTTP"
  /** HTTPS over TCP. */
  | "HTTPS"
  /** gRPC over TCP. */
  | "GRPC"
  /** Any IP protocol, behind a gateway load balancer; the planner does not answer it. */
  | "IP";

/** A backend server group. */
export interface BackendServerGroup {
  /** The option 'any port': members serve on the listener's ports, whatever port they name. */
  any_port?: boolean;
  /** The health check of the members. */
  health_check?: HealthCheck;
  /** Its id. */
  id: BackendServerGroupId;
  /** The servers and addresses that it forwards to. */
  members?: Member[];
  /** Its name in the console. */
  name: string;
  /** The position within its VPC. */
  position?: Position;
  /** The backend protocol, which the load balancer speaks to the members. */
  protocol: BackendProtocol;
  /** The VPC whose servers it can hold. */
  vpc: VpcId;
}

export type BackendServerGroupId = string;

/**
 * The certificate of a report: the decisions of the rules on everything that must pass, before and
 * after the changes.
 */
export interface Certificate {
  /** The packets that the added rules let pass, with the flows that ask for them. */
  additions: CertifiedAddition[];
  /**
   * Every question that the flows put to a filter. Flows with the same question share one
   * entry.
   */
  entries: CertificateEntry[];
  /** The version of the format, Certificate::VERSION. */
  version: number;
}

/** One question to a filter, with the answers before and after the changes. */
export interface CertificateEntry {
  /** The decision on them once all changes are made. */
  after: CertifiedDecision;
  /** The direction in which it is passed. */
  direction: Direction;
  /** The filter. */
  filter: Filter;
  /**
   * The flavor of the servers, which decides on which rules of their security groups take
   * effect.
   */
  flavor?: Flavor;
  /** The flows whose packets at this filter are among these. */
  flows: FlowId[];
  /** The decision on the packets in the plan as it is. */
  now: CertifiedDecision;
  /**
   * The security groups of the servers at the far end, for which rules can name them; load balancers
   * have none.
   */
  others?: SecurityGroupId[];
  /**
   * The packets that must pass. At a security group the server's own end is open, since its
   * rules do not look at it, so that all servers that have it share the entry.
   */
  packets: Packets;
}

/** The packets that an added rule lets pass. */
export interface CertifiedAddition {
  /** The packets that flows ask for; the parts are disjoint. */
  asked: AskedPart[];
  /** The change that adds the rule. */
  change: ChangeId;
  /**
   * The packets that the rule lets pass beyond that: a network ACL rule names the members'
   * subnet where flows go to single members.
   */
  surplus: Packets[];
}

/** The decision of a filter's rules on some packets. */
export interface CertifiedDecision {
  /**
   * The same with the rules of several security groups combined into one list; left out where
   * there is one group, and for network ACLs.
   */
  combined?: DecidedPart[];
  /** The packets that do not pass in every reading. */
  missing: Packets[];
  /**
   * Disjoint parts that together are exactly the packets, in the order of matching. Of
   * several security groups, the first is looked at first.
   */
  parts: DecidedPart[];
}

/** One change of a rule. */
export interface Change {
  /** Other ways to let the flows pass. A report has them where somebody asked for them. */
  alternatives?: Alternative[];
  /** The clauses that ask for it. */
  clauses: ClauseId[];
  /** The flows it lets pass, or lets come back. */
  flows: FlowId[];
  /** Its number. */
  id: ChangeId;
  /** The change in the console's own columns. */
  kind: ChangeKind;
  /** On which leg of the way it lets packets pass; at the member where left out. */
  leg?: Leg;
  /** All legs, where one rule lets packets pass on several; left out where it is one. */
  legs?: LegFlows[];
  /** Required or recommended. */
  level: Level;
  /** Rules that look as if they were meant for the flows and let none of them pass. */
  near_misses?: NearMiss[];
  /** The security group or network ACL to change. */
  place: RulePlace;
  /**
   * The edits that make the change in the plan of the report. They are stored, since a lowered
   * deny is in them whole, and since kind of a planned change says where the rule goes in the
   * list of another state.
   */
  remedy: Edit[];
  /** The rules, or the default deny, that stop the flows today. */
  stopped_by: Decider[];
}

/** Numbers a change within its report. */
export type ChangeId = number;

/** The kinds of changes. */
export type ChangeKind =
  /** A rule to add to a security group. */
  | {
    add_security_group_rule: {
      /** The direction. */
      direction: Direction;
      /** The rule. */
      rule: SecurityGroupRule;
    };
  }
  /** A rule to add to a network ACL. */
  | {
    add_network_acl_rule: {
      /** The rule it goes above; the end of the list where left out. */
      above?: RuleId | null;
      /** The direction. */
      direction: Direction;
      /** The place it takes in the list, from 1 up, once the changes listed before it are made. */
      position: number;
      /** The rule. */
      rule: NetworkAclRule;
    };
  }
  /**
   * A rule of a security group to put behind the rules to add: no rule beats a deny of priority
   * 1, nor, on Kunpeng flavors, a rule of priority 1 whose ports are not in a row.
   */
  | {
    lower_priority: {
      /** The direction. */
      direction: Direction;
      /** Its priority now. */
      from: Priority;
      /** The rule. */
      rule: RuleId;
      /**
       * Allows of the same group, or of one that a server has beside it, that the rule holds
       * back now and would no longer.
       */
      sets_free: RuleId[];
      /** The priority to give it. */
      to: Priority;
    };
  };

export type Cidr = string;

/** A clause of the guide: one sentence or table that states a fact or a duty. */
export type ClauseId =
  /** Security groups must let the backend subnet in. */
  | "backend-subnet"
  /** Network ACLs must let the backend subnet in. */
  | "network-acl"
  /** Layer 4 with IP as a backend off: rules do not count. */
  | "layer4"
  /** Access control limits the clients. */
  | "access-control"
  /** Health checks need their port and protocol. */
  | "health-check"
  /** UDP health checks need ICMP. */
  | "udp-health-check"
  /** Table 1, the default security group. */
  | "table1"
  /** Outbound rules, where configured, must let it out. */
  | "outbound-rules"
  /** Table 2, TCP. */
  | "table2"
  /** Table 3, UDP. */
  | "table3"
  /** Table 4, HTTP and HTTPS. */
  | "table4"
  /** The listener's and the health check's port must be let in. */
  | "inbound-ports"
  /** After a change of the subnet both subnets need rules. */
  | "subnet-change"
  /** A network ACL denies by default. */
  | "network-acl-default"
  /** In the same subnet a network ACL does not count. */
  | "same-subnet"
  /** In another subnet a network ACL counts. */
  | "other-subnet"
  /** The fields of a network ACL rule. */
  | "network-acl-fields";

/** The address that a server sees behind a layer 4 listener with IP as a backend on. */
export type ClientAddresses =
  /** One of the backend subnet. */
  | "backend_subnet"
  /** One of the backend subnet or the client's own: both have to be let in. */
  | "clients_too";

/** A connection of one's own. */
export interface Connection {
  /** The reason for it, in a few words. */
  description?: string;
  /** The end that sends. */
  from: ConnectionEnd;
  /** The ICMP messages; all where left out. They count where the protocol is ICMP. */
  icmp?: IcmpKind | null;
  /** Its id. */
  id: ConnectionId;
  /** The wish: that something gets there, or that nothing does. */
  kind: ConnectionKind;
  /** Its name; it is called by its ends where it has none. */
  name?: string;
  /** The destination ports; all where left out. */
  ports?: Ports;
  /**
   * The protocol; all where left out. Of all protocols only TCP and UDP are meant where ports
   * are named.
   */
  protocol?: Protocol;
  /** The end that receives. */
  to: ConnectionEnd;
}

/** The answer to a connection. */
export interface ConnectionAnswer {
  /** The connection. */
  connection: ConnectionId;
  /**
   * The flows of one that must reach, with the outcome at each layer. Their numbers go on behind
   * those of flows of the report.
   */
  flows?: ConnectionFlow[];
  /** The packets of one that must not reach that get there all the same. */
  gets_in?: GetsIn[];
  /** The verdict on all of it. */
  verdict: ConnectionVerdict;
}

export type ConnectionEnd = string;

/** Packets of a connection that pass the same filters. */
export interface ConnectionFlow {
  /** The addresses that it goes to. */
  destinations: AddressEntry[];
  /** The ICMP messages; all where left out. */
  icmp?: IcmpKind | null;
  /** Its number. */
  id: FlowId;
  /** The outcome at each layer; every layer is listed, not just the first that stops it. */
  layers: Layer[];
  /** The destination ports; all where left out. */
  ports?: Ports;
  /** The protocol on the wire. */
  protocol: Protocol;
  /** The servers that have them, where they are those of servers. */
  receivers?: ServerId[];
  /** The servers that have them, where they are those of servers. */
  senders?: ServerId[];
  /** The addresses that it comes from. */
  sources: AddressEntry[];
  /** The address family. */
  type: IpType;
  /** The verdict on the flow, all layers taken together. */
  verdict: Verdict;
}

export type ConnectionId = string;

/** The wish that a connection stands for. */
export type ConnectionKind =
  /** All of it has to get there; rules are asked for where they stop it. */
  | "must_reach"
  /** None of it must get there; it is named where rules let it in. */
  | "must_not_reach";

/** The verdict on a connection. */
export type ConnectionVerdict =
  /** It must reach, and all of it does. */
  | "open"
  /** It must reach, and some or all of it is stopped. */
  | "stopped"
  /** It must not reach, and nothing does. */
  | "kept_out"
  /** It must not reach, and something does. */
  | "gets_in"
  /** The plan says too little, or the sources contradict each other. */
  | "unclear"
  /**
   * Nothing can be sent, since an end has no address, or there is more to look at than the
   * planner does.
   */
  | "unanswered";

/** Something that holds other things. */
export type Container =
  /** A VPC holds subnets, backend server groups and IP address backends. */
  | {
    vpc: VpcId;
  }
  /** A subnet holds load balancers and servers. */
  | {
    subnet: SubnetId;
  }
  /** The board itself holds VPCs, rule cards and addresses outside of the cloud. */
  | "board";

/** A part of a flow that one rule, or the lack of one, decides. */
export interface DecidedPart {
  /** The rule, or the lack of one, that decides. */
  decided_by: Decider;
  /** The packets, exactly. */
  packets: Packets[];
  /** True if they pass. */
  passes: boolean;
}

/** The rule, or the lack of one, that decides on packets. */
export type Decider =
  /** A rule. */
  | {
    rule: RuleId;
  }
  /** The deny that stands behind the last rule. */
  | "default_deny"
  /** The two published readings of several security groups on one interface disagree. */
  | "ambiguous";

/** The way a rule looks, seen from the server or the subnet that it guards. */
export type Direction =
  /** Traffic that comes in. */
  | "inbound"
  /** Traffic that goes out. */
  | "outbound";

/** One change of a plan. */
export type Edit =
  /** Puts another plan in the place of this one; undo brings this one back. */
  | {
    open: Plan;
  }
  /** Names the plan. */
  | {
    rename: string;
  }
  /** Says what the plan is for. */
  | {
    annotate: string;
  }
  /** Chooses which readings to follow. */
  | {
    choose: Settings;
  }
  /** Adds a drawn thing, or replaces the one with its id. */
  | {
    put: Element;
  }
  /**
   * Takes a drawn thing away, with everything that cannot stand without it: a VPC with its
   * subnets, a server with its memberships. References to it are cleared.
   */
  | {
    remove: ElementId;
  }
  /** Moves a drawn thing, into another container where one is named. */
  | {
    move: {
      /** The thing that moves. */
      element: ElementId;
      /** The container it lands in; the one it is in where left out. */
      into?: Container | null;
      /** Its place there. */
      position: Position;
    };
  }
  /** Adds a listener to a load balancer, or replaces the one with its id. */
  | {
    put_listener: {
      /** The listener. */
      listener: Listener;
      /** The load balancer. */
      load_balancer: LoadBalancerId;
    };
  }
  /** Takes a listener away. */
  | {
    remove_listener: ListenerId;
  }
  /** Adds a member to a backend server group, or replaces the one with its id. */
  | {
    put_member: {
      /** The backend server group. */
      group: BackendServerGroupId;
      /** The member. */
      member: Member;
    };
  }
  /** Takes a member away. */
  | {
    remove_member: MemberId;
  }
  /** Adds a rule to a security group, or replaces the one with its id. */
  | {
    put_security_group_rule: {
      /** The direction whose list it joins. */
      direction: Direction;
      /** The rule. */
      rule: SecurityGroupRule;
      /** The security group. */
      security_group: SecurityGroupId;
    };
  }
  /** Adds a rule to a network ACL, or replaces the one with its id. */
  | {
    put_network_acl_rule: {
      /** For a new rule, the rule it goes above; the end of the list where left out. */
      above?: RuleId | null;
      /** The direction whose list it joins. */
      direction: Direction;
      /** The network ACL. */
      network_acl: NetworkAclId;
      /** The rule. */
      rule: NetworkAclRule;
    };
  }
  /** Moves a rule of a network ACL up or down its list. */
  | {
    move_network_acl_rule: {
      /** The rule it goes above; the end of the list where left out. */
      above?: RuleId | null;
      /** The rule. */
      rule: RuleId;
    };
  }
  /** Takes a rule of a security group or a network ACL away. */
  | {
    remove_rule: RuleId;
  }
  /** Adds a connection, or replaces the one with its id. */
  | {
    put_connection: Connection;
  }
  /** Takes a connection away. */
  | {
    remove_connection: ConnectionId;
  };

/** Something that is drawn on the board, with all that belongs to it. */
export type Element =
  /** A VPC. */
  | {
    vpc: Vpc;
  }
  /** A subnet. */
  | {
    subnet: Subnet;
  }
  /** A security group. */
  | {
    security_group: SecurityGroup;
  }
  /** A network ACL. */
  | {
    network_acl: NetworkAcl;
  }
  /** An IP address group. */
  | {
    address_group: AddressGroup;
  }
  /** A load balancer. */
  | {
    load_balancer: LoadBalancer;
  }
  /** A backend server group. */
  | {
    backend_server_group: BackendServerGroup;
  }
  /** A server. */
  | {
    server: Server;
  }
  /** An IP address backend. */
  | {
    ip_backend: IpBackend;
  };

export type ElementId = string;

/** A field of the inspector's forms. */
export type Field = "id" | "cidr" | "secondary_cidrs" | "ipv6_cidr" | "vpc" | "subnet" | "network_acl" | "backend_subnets" | "previous_backend_subnets" | "protocol" | "ports" | "icmp" | "port" | "backend_server_group" | "health_check_protocol" | "health_check_port" | "target" | "type" | "address" | "ipv4" | "ipv6" | "security_groups" | "addresses" | "remote" | "source" | "destination" | "ip_as_backend" | "policies" | "any_port" | "transfer_client_ip" | "nat64" | "from" | "to";

/** Something that filters packets on their way. */
export type Filter =
  /** The security groups that a server has, in their sequence. */
  | {
    security_groups: SecurityGroupId[];
  }
  /** The network ACL of a subnet, the member's or the load balancer's; none where it has none. */
  | {
    network_acl: NetworkAclId | null;
  };

/** Something else to know. */
export type Finding = (
  /** The plan contradicts itself or leaves something out. */
  | {
    details: Problem;
    finding: "problem";
  }
  /**
   * Rules cannot protect these ports: forwarded layer 4 traffic passes whatever they say.
   * Access control of the listener is what can.
   */
  | {
    details: {
      /** True if the listener's access control limits the clients already. */
      access_control: boolean;
      /** Denies that look as if they stopped the traffic, and do not. */
      denies_without_effect: RuleId[];
      /** The listener. */
      listener: ListenerId;
    };
    finding: "rules_do_not_protect";
  }
  /**
   * A UDP health check whose ping passes and whose probe does not: silence counts as healthy,
   * so a dead server looks healthy.
   */
  | {
    details: {
      /** The backend server group. */
      group: BackendServerGroupId;
      /** The members that would look healthy. */
      members: MemberId[];
      /** Those of them that would so to a part of the backend subnets' addresses only. */
      partly?: MemberId[];
      /** The address family, where the group has members of both. */
      type?: IpType | null;
    };
    finding: "falsely_healthy";
  }
  /**
   * A UDP health check whose probe passes and whose ping does not: the members count as
   * unhealthy, whatever they answer.
   */
  | {
    details: {
      /** The backend server group. */
      group: BackendServerGroupId;
      /** The members that would look unhealthy. */
      members: MemberId[];
      /** Those of them that would so to a part of the backend subnets' addresses only. */
      partly?: MemberId[];
      /** The address family, where the group has members of both. */
      type?: IpType | null;
    };
    finding: "falsely_unhealthy";
  }
  /** A health check is off, so members count as healthy whatever happens to them. */
  | {
    details: {
      /** The backend server group. */
      group: BackendServerGroupId;
    };
    finding: "health_check_off";
  }
  /**
   * The backend server group hangs on no listener, so nothing is sent to it yet. It is an error
   * where a listener leads to no group that could lead to this one.
   */
  | {
    details: {
      /** The backend server group. */
      group: BackendServerGroupId;
      /** The listeners that lead to no group and could lead to this one. */
      listeners?: ListenerId[];
      /** The load balancer for which rules are recommended: the only one of the group's VPC. */
      load_balancer?: LoadBalancerId | null;
    };
    finding: "group_without_listener";
  }
  /**
   * A member that is reached by an address behind which the plan has no server: what must be
   * opened there, by hand.
   */
  | {
    details: {
      /** The address. */
      address: string;
      /** The flows to let in. */
      flows: FlowId[];
    };
    finding: "open_by_hand";
  }
  /** A flow crosses VPCs: it needs a route both ways. */
  | {
    details: {
      /** The member. */
      member: MemberId;
    };
    finding: "needs_route";
  }
  /**
   * The two published readings of several security groups on one interface give different
   * verdicts.
   */
  | {
    details: {
      /** The flows. */
      flows: FlowId[];
    };
    finding: "several_security_groups";
  }
  /**
   * The load balancer's own subnet has a network ACL; the sources disagree on whether it
   * filters what the load balancer sends.
   */
  | {
    details: {
      /** The network ACL. */
      network_acl: NetworkAclId;
      /** The subnet. */
      subnet: SubnetId;
    };
    finding: "load_balancer_subnet_acl";
  }
  /** Rules for a previous backend subnet are asked for as well. */
  | {
    details: {
      /** The subnet. */
      subnet: SubnetId;
    };
    finding: "previous_backend_subnet";
  }
  /**
   * A shared load balancer is taken to send from 100.125.0.0/16 alone, as in most regions; in
   * eu-west-0 it sends from 100.126.0.0/16 as well. The plan does not say in which one it is.
   */
  | {
    finding: "shared_source_by_region";
  }
  /** The backend subnet is not named, so the load balancer's own subnet is taken. */
  | {
    details: {
      /** The subnet. */
      subnet: SubnetId;
    };
    finding: "default_backend_subnet";
  }
  /**
   * A TCP or UDP listener with IP as a backend on, and a server as a member: the sources
   * disagree on which address the server sees.
   */
  | {
    details: {
      /** The members. */
      members: MemberId[];
    };
    finding: "client_address_unclear";
  }
  /**
   * Clients can come over IPv6 to listeners that do not forward as they receive: the servers
   * are reached over IPv4 all the same, so rules of type IPv4 are all that is needed.
   */
  | {
    details: {
      /** The listeners. */
      listeners: ListenerId[];
    };
    finding: "layer7_over_ipv4";
  }
  /** The tables have no rows for this backend protocol; which table is followed. */
  | {
    details: {
      /** The backend server group. */
      group: BackendServerGroupId;
    };
    finding: "no_table_for_protocol";
  }
  /** A rule that lets load balancers in also lets in everyone. */
  | {
    details: {
      /** The rule. */
      rule: RuleId;
      /** The blocks from which it lets in what has to flow, none of which is everyone. */
      sources: Cidr[];
    };
    finding: "over_broad";
  }
  /**
   * A rule names the ICMP message of a ping, or of its answer, and lets it pass. That is all that
   * is needed; the guide's row says all of ICMP.
   */
  | {
    details: {
      /** The rule. */
      rule: RuleId;
      /** The blocks that the guide's row is about. */
      sources: Cidr[];
    };
    finding: "ping_only";
  }
  /** With the rules to add the list would grow past a limit. */
  | {
    details: {
      /** The direction, where the limit is one of a direction. */
      direction?: Direction | null;
      /** The limit. */
      limit: number;
      /**
       * True if the added rules would stay within the limit with ports that are apart in one
       * rule, which is a setting of the plan.
       */
      merged_ports_fit?: boolean;
      /** Rules that say together what one rule can say. Made one each, the list fits. */
      merges?: RuleId[][];
      /** The security group or network ACL. */
      place: RulePlace;
      /** The number of rules there would be. */
      rules: number;
    };
    finding: "quota";
  }
  /** With the rules to add the list would come close to a limit. */
  | {
    details: {
      /** The direction, where the limit is one of a direction. */
      direction?: Direction | null;
      /** The limit. */
      limit: number;
      /** The security group or network ACL. */
      place: RulePlace;
      /** The number of rules there would be. */
      rules: number;
    };
    finding: "near_quota";
  }
  /**
   * A security group has more special rules than take effect: those that name a security
   * group, an IP address group or ports that are not in a row.
   */
  | {
    details: {
      /** The rules behind the limit, in the order in which rules are looked at. */
      beyond: RuleId[];
      /** The direction. */
      direction: Direction;
      /** The number of special rules that take effect. */
      limit: number;
      /** The number of special rules. */
      rules: number;
      /** The security group. */
      security_group: SecurityGroupId;
      /** The family. */
      type: IpType;
    };
    finding: "too_many_special_rules";
  }
  /** Rules that take no effect on the flavor of some servers. */
  | {
    details: {
      /** The flavor. */
      flavor: Flavor;
      /** The rules. */
      rules: RuleId[];
      /** The servers, which have the same security groups. */
      servers: ServerId[];
    };
    finding: "rules_ignored";
  }
  /** Port security is off on interfaces of a server, so their security groups have no effect. */
  | {
    details: {
      /** The addresses of those interfaces to which something flows. */
      addresses: string[];
    };
    finding: "port_security_off";
  }
  /**
   * Members that are IP addresses of the load balancer's own VPC: the sources disagree on whether
   * requests are routed there. It is an error where the plan says that they are not, and something
   * has to reach the members.
   */
  | {
    details: {
      /** The backend server group. */
      group: BackendServerGroupId;
      /** The members. */
      members: MemberId[];
    };
    finding: "ip_member_of_own_vpc";
  }
  /**
   * A member's VPC, another than the load balancer's, has a block that overlaps one of the load
   * balancer's own VPC, so no route leads there.
   */
  | {
    details: {
      /** The member. */
      member: MemberId;
      /** The block that it overlaps. */
      other: Cidr;
      /** The block of the load balancer's VPC. */
      own: Cidr;
    };
    finding: "overlapping_blocks";
  }
  /**
   * The sources contradict each other on something that the answer rests on; sources says
   * on what.
   */
  | {
    finding: "sources_disagree";
  }
  /**
   * The rules to add to a security group open servers that nothing is sent to there: they wear the
   * group and are no members of what a rule is for.
   */
  | {
    details: {
      /** The security group. */
      security_group: SecurityGroupId;
      /** The servers. */
      servers: ServerId[];
    };
    finding: "opens_beside";
  }
  /**
   * Rules to add go into a security group although the plan avoids that: their servers have no other
   * group in which they take effect.
   */
  | {
    details: {
      /** The security group. */
      security_group: SecurityGroupId;
    };
    finding: "rules_where_avoided";
  }
  /**
   * The rules of a security group or a network ACL are not known, or a subnet may have a network ACL
   * that is not, so nobody can say if flows pass. The thing is the subject of the finding.
   */
  | {
    details: {
      /** The flows that come there. */
      flows: FlowId[];
    };
    finding: "rules_not_known";
  }
  /** Changing the rules of a security group cuts connections that are open. */
  | {
    details: {
      /** The security group. */
      security_group: SecurityGroupId;
    };
    finding: "cuts_connections";
  }
  /** Something of a connection of one's own gets there though it must not. */
  | {
    details: {
      /** False if the plan does not say for certain that they pass. */
      certain: boolean;
      /** The connection. */
      connection: ConnectionId;
      /** The packets, exactly. */
      packets: Parcel[];
      /** The rules that let them pass, in the order in which packets meet them. */
      rules?: RuleId[];
    };
    finding: "connection_gets_in";
  }
  /** The rules to add let something of a connection of one's own get there though it must not. */
  | {
    details: {
      /** False if the plan does not say for certain that they will pass. */
      certain: boolean;
      /** The changes that let them pass. */
      changes: ChangeId[];
      /** The connection. */
      connection: ConnectionId;
      /** The packets, exactly; what gets in today is not among them. */
      packets: Parcel[];
    };
    finding: "connection_would_get_in";
  }
  /** The plan says too little to tell whether a connection of one's own gets there. */
  | {
    details: {
      /** The connection. */
      connection: ConnectionId;
    };
    finding: "connection_unclear";
  }
  /**
   * A connection of one's own has no packets, since an end has no address or the ends share none of
   * the families, or it has too many pairs of addresses to look at.
   */
  | {
    details: {
      /** The connection. */
      connection: ConnectionId;
    };
    finding: "connection_unanswered";
  }
  /**
   * A connection of one's own crosses VPCs, or leads to an address outside of them: it needs a route
   * both ways.
   */
  | {
    details: {
      /** The connection. */
      connection: ConnectionId;
    };
    finding: "connection_needs_route";
  }) & ({
  /** The clauses it rests on. */
  clauses?: ClauseId[];
  /** The severity of the finding. */
  severity: Severity;
  /**
   * The question on which the sources contradict each other, where it is about one, and the
   * answer that is followed.
   */
  sources?: Followed | null;
  /** The thing in the plan that the finding is about. */
  subject?: SubjectId | null;
});

/**
 * The kinds of server flavors that understand different rules of security groups (VPC user
 * guide, adding a security group rule).
 */
export type Flavor =
  /** A flavor on which every rule takes effect. */
  | "standard"
  /**
   * An old x86 flavor (S1, C1, C2, M1, H1, D1, G1, G2, E1, E2, ET2). Rules with ports that are
   * not in a row, or with an IP address group, take no effect on it.
   */
  | "old_x86"
  /**
   * A Kunpeng flavor. A rule with ports that are not in a row takes no effect on it, and
   * neither does any rule that is looked at after it.
   */
  | "kunpeng";

/** Something that has to reach a member, or come back from it. */
export interface Flow {
  /** The clauses that ask for it. */
  clauses: ClauseId[];
  /** The member's address, where the plan says it. */
  destination?: string | null;
  /** The backend server group it belongs to. */
  group: BackendServerGroupId;
  /** The ICMP message of a ping. */
  icmp?: IcmpKind | null;
  /** Its number. */
  id: FlowId;
  /** The outcome at each layer; every layer is listed, not just the first that stops it. */
  layers: Layer[];
  /** The listeners that lead to the group, in the plan's order. */
  listeners: ListenerId[];
  /** The load balancer that sends it. */
  load_balancer: LoadBalancerId;
  /** The member it goes to. */
  member: MemberId;
  /** The destination ports; left out where they are all, and for ICMP, which has none. */
  ports?: Ports;
  /** The protocol on the wire: tcp, udp, icmp or icmpv6. */
  protocol: Protocol;
  /** The reason for which it is needed. */
  purpose: Purpose;
  /**
   * True if the sources disagree on whether it is routed to the member at all, and the plan does
   * not choose.
   */
  route_in_doubt?: boolean;
  /** The addresses that it comes from. */
  source: FlowSource;
  /** The server or address behind the member. */
  target: MemberTarget;
  /** The address family. */
  type: IpType;
  /** The verdict on the flow, all layers taken together. */
  verdict: Verdict;
}

/** Numbers a flow within its report. */
export type FlowId = number;

/** The addresses that a flow comes from. */
export interface FlowSource {
  /** The block of addresses. */
  cidr: Cidr;
  /** True if it is a former backend subnet, whose addresses are still in use. */
  previous?: boolean;
  /** The backend subnet; none for a shared load balancer, which has none. */
  subnet?: SubnetId | null;
}

/** A question and the answer that is followed. */
export interface Followed {
  /** The answer that is followed. */
  follows: Follows;
  /** The question. */
  reading: ReadingId;
}

/** The answer that the report follows, of the two that the sources give. */
export type Follows =
  /** The first one. */
  | "first"
  /** The second one. */
  | "second"
  /**
   * Neither alone: what holds in both is certain, and what one of them asks for is
   * recommended. Where in the other one nothing passes, whatever is added, it is required.
   */
  | "both";

/**
 * A forwarding policy of a layer 7 listener: where it leads the requests that it matches. Which
 * ones those are makes no difference to the rules.
 */
export interface ForwardingPolicy {
  /** The backend server group that it leads to. */
  backend_server_group: BackendServerGroupId;
  /** Its name in the console; may be empty. */
  name?: string;
}

/** Packets that get there though they must not. */
export interface GetsIn {
  /** False if the plan does not say for certain that they pass. */
  certain: boolean;
  /** The packets, exactly. */
  packets: Parcel[];
  /** The servers that they reach. */
  receivers?: ServerId[];
  /** The rules that let them pass, in the order in which packets meet them. */
  rules?: RuleId[];
}

/** The health check of a backend server group. */
export interface HealthCheck {
  /** Tells whether members are probed at all. */
  enabled: boolean;
  /** The port of the probe, 1–65535; each member's own port where left out. */
  port?: number | null;
  /** The protocol of the probe. */
  protocol: HealthCheckProtocol;
}

/** The protocol of a health check. */
export type HealthCheckProtocol =
  /** A TCP connection. */
  | "TCP"
  /** A ping, then a UDP probe; the API calls it UDP_CONNECT. */
  | "UDP"
  /** An HTTP request. */
  | "HTTP"
  /** An HTTPS request. */
  | "HTTPS"
  /** A TLS handshake. */
  | "TLS"
  /** A gRPC request. */
  | "GRPC";

export type IcmpKind = string;

export type IcmpRange = string;

/** The kind of a network interface that is not a server's primary one. */
export type InterfaceKind =
  /** One that is attached to the server. */
  | "extension"
  /** One that shares another interface by VLAN. */
  | "supplementary";

/** An address that is reached as an IP type member: a server in another VPC, or on premises. */
export interface IpBackend {
  /** Its private address. */
  address: string;
  /** Its id. */
  id: IpBackendId;
  /** A name for it. */
  name: string;
  /** The position on the board. */
  position?: Position;
  /** The VPC in which the address is used; none where it is outside of the cloud. */
  vpc?: VpcId | null;
}

export type IpBackendId = string;

/**
 * Tells whether requests are routed to IP addresses of the load balancer's own VPC that are
 * members.
 */
export type IpMembersOfOwnVpc =
  /** Both answers are worked out: rules are asked for, and nothing counts as certain to pass. */
  | "unsure"
  /** They are. */
  | "reached"
  /** They are not, whatever rules say. */
  | "not_reached";

/** The console's column 'Type': the address family of a rule. */
export type IpType =
  /** IPv4 packets. */
  | "IPv4"
  /** IPv6 packets. */
  | "IPv6";

export type Ipv4Cidr = string;

export type Ipv6Cidr = string;

/** One layer on the path of a flow, with its outcome. */
export interface Layer {
  /** The direction in which the filter is passed. */
  direction: Direction;
  /** The filter. */
  filter: Filter;
  /** The leg of the path, which says whose filter it is; the member's where left out. */
  leg?: Leg;
  /** Required if the flow needs the layer open. */
  level: Level;
  /** The outcome of the flow at the layer. */
  outcome: Outcome;
}

/** Tells whether rules count for the health checks of listeners whose traffic is exempt. */
export type Layer4HealthChecks =
  /** They do: only what is forwarded is exempt. */
  | "filtered"
  /** They do not: everything of such a listener is exempt, as the English note has it. */
  | "exempt";

/** A leg of the way from a client to a member and back, by the filter at its end. */
export type Leg =
  /** The filters in front of the member: inbound on the way there, outbound for the answers. */
  | "member"
  /** Out of the load balancer's backend subnet, to the member. */
  | "from_load_balancer"
  /** The member's answers, back in to the backend subnet. */
  | "back_to_load_balancer"
  /** From clients in to the subnet in which the load balancer works. */
  | "from_clients"
  /** The load balancer's answers, back out to clients. */
  | "back_to_clients"
  /**
   * Of a connection of one's own: out of the server that sends, and out of its subnet. The filters
   * in front of what receives are those of a member.
   */
  | "from_sender"
  /** Of a connection of one's own: the answers, back in to the subnet of what sends. */
  | "back_to_sender";

/** The flows that a rule lets pass on one of several legs. */
export interface LegFlows {
  /** Those of the change's flows that it lets pass there. */
  flows: FlowId[];
  /** The leg; at the member where left out. */
  leg?: Leg;
}

/** The level of need for a rule. */
export type Level =
  /** Without it something that must flow is stopped. */
  | "required"
  /**
   * The guide's tables or the vendor's diagnosis ask for it, though replies pass without it
   * where the filter is stateful.
   */
  | "recommended";

/** The kinds of notes that can be switched off. */
export type Lint =
  /** Two VPCs have addresses in common. */
  | "overlapping_vpcs"
  /** A rule names a private block that is in no VPC. */
  | "outside_vpcs"
  /** No server has a security group, or no subnet a network ACL. */
  | "unused"
  /** A port that is often attacked is open to every address. */
  | "risky_port";

/** Notes that a plan does not want. */
export interface LintOff {
  /** Their kind. */
  lint: Lint;
  /**
   * The thing that they are about, or the security group or network ACL whose rules they are about;
   * all of the kind where left out.
   */
  on?: SubjectId | null;
  /** The reason, which is shown in their place. */
  reason: string;
}

/** A listener of a load balancer. */
export interface Listener {
  /** The clients that may use it. */
  access_control?: AccessControl;
  /** The backend server group that it forwards to. */
  backend_server_group?: BackendServerGroupId | null;
  /** Its id. */
  id: ListenerId;
  /** Its name in the console; may be empty. */
  name?: string;
  /** The option NAT64 of a dedicated load balancer's TCP or UDP listener. */
  nat64?: boolean;
  /** Forwarding policies, which lead some requests to further groups. */
  policies?: ForwardingPolicy[];
  /** The ports on which it listens; none where they are still to be chosen. */
  ports?: Ports;
  /** The protocol that clients speak to it. */
  protocol: ListenerProtocol;
  /** The option 'transfer client IP address' of a shared load balancer's TCP or UDP listener. */
  transfer_client_ip?: boolean;
}

export type ListenerId = string;

/** The protocol of a listener. */
export type ListenerProtocol =
  /** Layer 4, forwarded as it is. */
  | "TCP"
  /** Layer 4, forwarded as it is. */
  | "UDP"
  /** TLS ended at the load balancer, forwarded over TCP. */
  | "TLS"
  /** HTTP/3, ended at the load balancer. */
  | "QUIC"
  /** Layer 7. */
  | "HTTP"
  /** Layer 7 over TLS. */
  | "HTTPS"
  /** Any IP protocol, of a gateway load balancer; the planner does not answer it. */
  | "IP";

/** A load balancer. */
export interface LoadBalancer {
  /** The subnets from which it reaches its backends; its own subnet where the list is empty. */
  backend_subnets?: SubnetId[];
  /** Its id. */
  id: LoadBalancerId;
  /** The option 'IP as a backend'. */
  ip_as_backend?: boolean;
  /** Dedicated or shared. */
  kind?: LoadBalancerKind;
  /** Its listeners. */
  listeners?: Listener[];
  /** Its name in the console. */
  name: string;
  /** The position within its subnet. */
  position?: Position;
  /**
   * Subnets it used as backend subnets before; their addresses are not released, so they
   * still send to the backends.
   */
  previous_backend_subnets?: SubnetId[];
  /** The subnet it works in. */
  subnet: SubnetId;
}

/** The demand on the network ACLs of the load balancer's own subnets. */
export type LoadBalancerAcl =
  /** Rules are recommended. */
  | "advise"
  /** Nothing: only the servers' network ACL counts. */
  | "ignore"
  /** Rules are required. */
  | "apply";

export type LoadBalancerId = string;

/** The kind of a load balancer. */
export type LoadBalancerKind =
  /** One with resources of its own, which sends from its backend subnet. */
  | "dedicated"
  /** One that shares its resources, and sends from 100.125.0.0/16. */
  | "shared";

/** A member of a backend server group. */
export interface Member {
  /** The address of the server that is used, where it is not that of its primary interface. */
  address?: string | null;
  /** Its id. */
  id: MemberId;
  /** The port on which it serves, 1–65535; none where it is still to be chosen. */
  port?: number | null;
  /** The server or the address it stands for. */
  target: MemberTarget;
  /** The family of the primary interface's address that is used where none is named. */
  type?: IpType;
  /** Its weight, 0–100; a member of weight 0 gets no new requests. */
  weight?: number;
}

export type MemberId = string;

export type MemberTarget = string;

/** An allow that would let packets pass if one thing about it were different. */
export interface NearMiss {
  /** The rule. */
  rule: RuleId;
  /** The one thing. */
  why: WhyItMisses;
}

/**
 * A network ACL. Its rules are looked at from top to bottom, the first match decides, and what
 * no rule matches is denied.
 */
export interface NetworkAcl {
  /** Tells whether it filters at all; one that is switched off lets everything pass. */
  enabled?: boolean;
  /** Its id. */
  id: NetworkAclId;
  /** Rules for what comes in to the subnet, the first one first. */
  inbound?: NetworkAclRule[];
  /** Its name in the console. */
  name: string;
  /** Rules for what leaves the subnet, the first one first. */
  outbound?: NetworkAclRule[];
  /** The position of its card on the board. */
  position?: Position;
  /**
   * Tells whether all of its rules are listed. Where they are not, as where they were not read, there
   * may be others beside those that are, and nobody knows what passes.
   */
  rules_known?: boolean;
}

/** The block that network ACL rules to add name for the members. */
export type NetworkAclDestination =
  /** The members' subnet, as the guide has it. */
  | "subnet"
  /** Each member's address. */
  | "member";

export type NetworkAclId = string;

/** A rule of a network ACL. */
export interface NetworkAclRule {
  /** Tells whether it lets packets pass. */
  action?: Action;
  /** A note of up to 255 characters. */
  description?: string;
  /** The destination of the packets. */
  destination: AclAddress;
  /** The destination ports it looks at; all where left out. */
  destination_ports?: Ports;
  /** Tells whether it is in force. */
  enabled?: boolean;
  /** Its id. */
  id: RuleId;
  /** The protocol it looks at. */
  protocol?: Protocol;
  /** The source of the packets. */
  source: AclAddress;
  /** The source ports it looks at; all where left out. */
  source_ports?: Ports;
  /** The address family it looks at. */
  type?: IpType;
}

/**
 * The treatment of replies to what a network ACL let in. The vendor's pages call it stateful,
 * yet the vendor's own diagnosis asks for outbound rules too.
 */
export type NetworkAclState =
  /** Recommend outbound rules for the replies, which do no harm where they are not needed. */
  | "unsure"
  /** Replies pass by themselves: no outbound rules. */
  | "stateful"
  /** Replies need outbound rules. */
  | "stateless";

/** A network interface of a server beside its primary one. */
export interface NetworkInterface {
  /** Its private IPv4 address. */
  ipv4?: string | null;
  /** Its IPv6 address. */
  ipv6?: string | null;
  /** Extension or supplementary. */
  kind?: InterfaceKind;
  /** Tells whether security groups count on it. */
  port_security?: boolean;
  /** The security groups it wears, in their sequence. */
  security_groups?: SecurityGroupId[];
  /** The subnet it is in. */
  subnet: SubnetId;
}

/**
 * The wish for rules to add, where servers wear several security groups. It counts among the groups in
 * which a rule takes effect.
 */
export type NewRules =
  /** They go into this group first. */
  | "preferred"
  /** They go into the group in which they open the fewest servers without need. */
  | "usual"
  /** They go into another group, such as where somebody else looks after this one. */
  | "avoided";

/** The outcome of a flow at a layer. */
export type Outcome =
  /** The layer does not look at the flow. */
  | {
    not_filtered: WhyNotFiltered;
  }
  /** The layer looks at the flow: which part each rule decides, in the order of matching. */
  | {
    filtered: {
      /** The parts, which together are the whole flow. */
      parts: DecidedPart[];
    };
  }
  /** The plan says too little: no security group, or no address. */
  | "unknown";

/** Packets: every combination of the fields. */
export interface Packets {
  /** The destination addresses. */
  destination: AddressEntry;
  /** The ICMP messages; all where left out. */
  icmp?: IcmpRange | null;
  /** The destination ports; all where left out. */
  ports?: Ports;
  /** The protocol. */
  protocol: Protocol;
  /** The source addresses. */
  source: AddressEntry;
  /** The source ports; all where left out. */
  source_ports?: Ports;
}

/** Packets: every combination of the fields. */
export interface Parcel {
  /** The destination addresses. */
  destination: AddressEntry;
  /** The ICMP messages; all where left out. */
  icmp?: IcmpRange | null;
  /** The destination ports; all where left out. */
  ports?: Ports;
  /** The protocols. */
  protocol: ProtocolRange;
  /** The source addresses. */
  source: AddressEntry;
  /** The source ports; all where left out. */
  source_ports?: Ports;
}

/** A plan: VPCs, subnets, rules, load balancers and their backends. */
export interface Plan {
  /** The IP address groups. */
  address_groups?: AddressGroup[];
  /** The backend server groups with their members. */
  backend_server_groups?: BackendServerGroup[];
  /** The connections of one's own. */
  connections?: Connection[];
  /** The addresses outside the load balancers' VPCs. */
  ip_backends?: IpBackend[];
  /** The load balancers with their listeners. */
  load_balancers?: LoadBalancer[];
  /** The name of the plan. */
  name?: string;
  /** The network ACLs. */
  network_acls?: NetworkAcl[];
  /** The purpose of the plan, in a few sentences. */
  note?: string;
  /** The security groups. */
  security_groups?: SecurityGroup[];
  /** The servers. */
  servers?: Server[];
  /** The readings to follow where sources contradict each other. */
  settings?: Settings;
  /** The subnets of all VPCs. */
  subnets?: Subnet[];
  /** The version of the format, Plan::VERSION. */
  version: number;
  /** The VPCs. */
  vpcs?: Vpc[];
}

export type Ports = string;

/**
 * A place in board units (one CSS pixel at 100 %), right and down from the inner corner of the
 * container that holds the thing, or from the board's origin where nothing holds it. In JSON it
 * is a pair, [x, y].
 */
export type Position = [number, number];

/** The priority of a security group rule, 1 (looked at first) to 100. */
export type Priority = number;

/** Something that is wrong, and where. */
export interface Problem {
  /** The field of the form that it belongs to. */
  field: Field;
  /** The problem itself. */
  kind: ProblemKind;
  /** The thing that has the problem. */
  subject: SubjectId;
}

/** The problem itself. */
export type ProblemKind =
  /** Two things have this id. */
  | "duplicate_id"
  /** It refers to something that the plan does not have. */
  | {
    dangling: {
      /** The id it refers to. */
      reference: string;
    };
  }
  /** Two blocks share addresses. */
  | {
    overlap: {
      /** The block. */
      cidr: Cidr;
      /** The thing that it overlaps with. */
      other: SubjectId;
      /** The other block. */
      other_cidr: Cidr;
    };
  }
  /** A subnet's block lies outside the blocks of its VPC. */
  | {
    outside_vpc: {
      /** The block. */
      cidr: Cidr;
    };
  }
  /** A server's address lies outside its subnet's block. */
  | {
    outside_subnet: {
      /** The address. */
      address: string;
      /** The subnet's block. */
      cidr: Cidr;
    };
  }
  /** A server has an IPv6 address in a subnet without an IPv6 block. */
  | "subnet_without_ipv6"
  /** Two servers have one address. */
  | {
    duplicate_address: {
      /** The address. */
      address: string;
      /** The other server. */
      other: SubjectId;
    };
  }
  /** A server has an address that stands for the subnet as a whole. */
  | {
    reserved_address: {
      /** The address. */
      address: string;
    };
  }
  /** A server has no address of either family. */
  | "no_address"
  /** A server wears no security group. */
  | "no_security_group"
  /** A listener has no port. */
  | "listener_without_port"
  /** Two listeners of one load balancer share a port that they cannot share. */
  | {
    port_taken: {
      /** The other listener. */
      other: SubjectId;
    };
  }
  /** A member has no port. */
  | "member_without_port"
  /** A listener of this protocol cannot forward to a group of that one. */
  | {
    listener_group_mismatch: {
      /** The group's protocol. */
      group: BackendProtocol;
      /** The listener's protocol. */
      listener: ListenerProtocol;
    };
  }
  /** A group of this protocol cannot be checked by that one. */
  | {
    health_check_mismatch: {
      /** The group's protocol. */
      group: BackendProtocol;
      /** The health check's protocol. */
      health_check: HealthCheckProtocol;
    };
  }
  /** The member's server has no address of the family that the member names. */
  | {
    member_without_address: {
      /** The family. */
      ip_type: IpType;
    };
  }
  /** A member uses IPv6 while a backend subnet has no IPv6 block. */
  | "backend_subnet_without_ipv6"
  /** A layer 7 group reaches its members by IPv4 only. */
  | "layer7_needs_ipv4"
  /** A member's server is in another VPC than its group. */
  | "server_in_other_vpc"
  /** An address backend needs the load balancer's option 'IP as a backend'. */
  | {
    needs_ip_as_backend: {
      /** The load balancer. */
      load_balancer: SubjectId;
    };
  }
  /** An address backend has to be a private IPv4 address. */
  | {
    not_a_private_ipv4: {
      /** The address. */
      address: string;
    };
  }
  /** A shared load balancer cannot do this. */
  | "shared_cannot"
  /** A backend subnet lies in another VPC than the load balancer. */
  | "backend_subnet_in_other_vpc"
  /** One member stands twice for the same server and port. */
  | {
    duplicate_member: {
      /** The other member. */
      other: SubjectId;
    };
  }
  /** The rule's type does not fit its address. */
  | {
    type_mismatch: {
      /** The address of the other family. */
      address: AddressEntry;
      /** The rule's type. */
      ip_type: IpType;
    };
  }
  /** The rule's protocol does not go with its type, or takes no ports or no ICMP type. */
  | {
    protocol_mismatch: {
      /** The rule's protocol. */
      protocol: Protocol;
    };
  }
  /** The planner does not answer this protocol, so it says nothing of what it needs. */
  | "not_supported"
  /** A listener of this protocol has forwarding policies, and cannot. */
  | {
    policies_need_layer7: {
      /** The listener's protocol. */
      listener: ListenerProtocol;
    };
  }
  /** A listener has more ports or ranges than one of its protocol can. */
  | {
    too_many_ports: {
      /** The greatest number that it can have. */
      most: number;
    };
  }
  /** The listener cannot use this port. */
  | {
    port_not_allowed: {
      /** The port. */
      port: number;
    };
  }
  /** The option is one of TCP and UDP listeners of the other kind of load balancer. */
  | {
    option_needs_layer4: {
      /** The kind of load balancer that has it. */
      kind: LoadBalancerKind;
    };
  }
  /** A group of this protocol cannot have the option 'any port'. */
  | {
    any_port_needs_layer4: {
      /** The group's protocol. */
      group: BackendProtocol;
    };
  }
  /** With the option 'any port' the health check needs a port of its own. */
  | "any_port_needs_health_check_port"
  /** A TCP group behind a TLS listener reaches its members by IPv4 only. */
  | "tls_to_tcp_needs_ipv4"
  /** The member names an address that its server does not have. */
  | {
    not_an_address_of_server: {
      /** The address. */
      address: string;
    };
  }
  /** An interface is in another VPC than its server. */
  | "interface_in_other_vpc"
  /** A rule names IP address groups at both ends, and can at one only. */
  | "address_groups_at_both_ends"
  /** The two ends of a connection share no address family, so nothing can be sent. */
  | "ends_of_other_families"
  /** Both ends of a connection are the same server or address, so nothing is sent. */
  | "same_end";

export type Protocol = string;

export type ProtocolRange = string;

/** The reason for which a flow is needed. */
export type Purpose =
  /** The clients' traffic that the load balancer forwards. */
  | "traffic"
  /** The probe of the health check. */
  | "health_check"
  /** The ping that comes before the probe of a UDP health check. */
  | "ping";

/** A question to which the sources give two answers. */
export type ReadingId =
  /** The rules for the health checks of an exempt layer 4 listener: do they count? */
  | "layer4-health-checks"
  /** The address that a server sees behind a layer 4 listener with IP as a backend on. */
  | "client-addresses"
  /** The rules where a shared load balancer passes on the clients' addresses: do they count? */
  | "transferred-client-ip"
  /** The state of network ACLs: do answers pass by themselves? */
  | "network-acl-state"
  /** The order in which the rules of several security groups on one interface are looked at. */
  | "several-security-groups"
  /** The network ACLs of the load balancer's own subnets: do they count? */
  | "load-balancer-acl"
  /** IP addresses of the load balancer's own VPC as members: are requests routed there? */
  | "ip-members-of-own-vpc";

export type Remote = string;

/** The engine's answer for a plan. */
export interface Report {
  /** The changes of rules that let it flow, grouped by security group and network ACL. */
  changes: Change[];
  /** The answers to the connections of one's own, in the plan's order; left out where it has none. */
  connections?: ConnectionAnswer[];
  /** The findings. */
  findings: Finding[];
  /** Everything that has to flow, and how far it gets. */
  flows: Flow[];
  /** The counts of rules and flows. */
  summary: Summary;
  /** The version of the format, Report::VERSION. */
  version: number;
}

/** Tells whether blocks that adjoin become one block in rules to add. */
export type RuleBlocks =
  /** Each backend subnet has a rule of its own. */
  | "each"
  /** Blocks that make up a larger one exactly are named as that one. */
  | "merged";

export type RuleId = string;

/** The place of rules: a security group or a network ACL. */
export type RulePlace =
  /** A security group. */
  | {
    security_group: SecurityGroupId;
  }
  /** A network ACL. */
  | {
    network_acl: NetworkAclId;
  };

/** Tells whether ports that are apart go into one rule. */
export type RulePorts =
  /** One rule for each stretch of ports, which works on every kind of server. */
  | "contiguous"
  /** Up to 20 ports and ranges in one rule. */
  | "merged";

/** The block that rules to add name for the load balancer. */
export type RuleSource =
  /** The backend subnet, as the guide has it. */
  | "backend_subnet"
  /** The VPC's block that holds the backend subnet, as some FAQs have it. */
  | "vpc";

/** A security group. It is regional: it belongs to no VPC, and any server can wear it. */
export interface SecurityGroup {
  /** Its id. */
  id: SecurityGroupId;
  /** Rules for what comes in to the servers. */
  inbound?: SecurityGroupRule[];
  /** Its name in the console. */
  name: string;
  /** Says whether rules to add go into it, where a server wears several groups. */
  new_rules?: NewRules;
  /** Rules for what the servers send. */
  outbound?: SecurityGroupRule[];
  /** The position of its card on the board. */
  position?: Position;
  /**
   * Tells whether all of its rules are listed. Where they are not, as where they were not read, there
   * may be others beside those that are, and nobody knows what passes.
   */
  rules_known?: boolean;
}

export type SecurityGroupId = string;

/**
 * A rule of a security group. Its port is the destination port in both directions (VPC user
 * guide, security group rules).
 */
export interface SecurityGroupRule {
  /** Tells whether it lets packets pass. */
  action?: Action;
  /** A note of up to 255 characters. */
  description?: string;
  /** Tells whether it is in force. */
  enabled?: boolean;
  /** The ICMP messages it looks at; all where left out. */
  icmp?: IcmpKind | null;
  /** Its id. */
  id: RuleId;
  /** The destination ports it looks at; all where left out. */
  ports?: Ports;
  /** 1–100; the rule with the smaller number is looked at first. */
  priority?: Priority;
  /** The protocol it looks at. */
  protocol?: Protocol;
  /** The source of an inbound rule, the destination of an outbound one. */
  remote: Remote;
  /** The address family it looks at. */
  type?: IpType;
}

/** A cloud server. Its primary network interface is part of it; others may be attached. */
export interface Server {
  /** The kind of its flavor, which says what rules its host understands. */
  flavor?: Flavor;
  /** Its id. */
  id: ServerId;
  /** The network interfaces that it has beside its primary one. */
  interfaces?: NetworkInterface[];
  /** Its private IPv4 address. */
  ipv4?: string | null;
  /** Its IPv6 address. */
  ipv6?: string | null;
  /** Its name in the console. */
  name: string;
  /** Tells whether security groups count on its primary network interface. */
  port_security?: boolean;
  /** The position within its subnet. */
  position?: Position;
  /** The security groups that its primary network interface wears, in their sequence. */
  security_groups?: SecurityGroupId[];
  /** The subnet that holds it. */
  subnet: SubnetId;
}

export type ServerId = string;

/** The choices of a plan. */
export interface Settings {
  /** The address that a server sees behind a layer 4 listener with IP as a backend on. */
  client_addresses?: ClientAddresses;
  /**
   * Tells whether requests are routed to IP addresses of the load balancer's own VPC that are
   * members.
   */
  ip_members_of_own_vpc?: IpMembersOfOwnVpc;
  /** Tells whether rules count for the health checks of exempt layer 4 listeners. */
  layer4_health_checks?: Layer4HealthChecks;
  /** The notes of the audit that are not to be shown, with the reasons. */
  lints_off?: LintOff[];
  /** The demand on the network ACLs of the load balancer's own subnets. */
  load_balancer_acl?: LoadBalancerAcl;
  /** The block that network ACL rules to add name for the members. */
  network_acl_destination?: NetworkAclDestination;
  /** The treatment of replies by a network ACL. */
  network_acl_state?: NetworkAclState;
  /** Tells whether blocks that adjoin become one block in rules to add. */
  rule_blocks?: RuleBlocks;
  /** Tells whether ports that are apart go into one rule. */
  rule_ports?: RulePorts;
  /** The block that rules to add name for the load balancer. */
  rule_source?: RuleSource;
  /** In which order the rules of several security groups on one interface are looked at. */
  several_security_groups?: SeveralSecurityGroups;
  /** The blocks from which shared load balancers send; 100.125.0.0/16 where left out. */
  shared_sources?: Ipv4Cidr[];
  /** Tells whether rules count where a shared load balancer passes on the clients' addresses. */
  transferred_client_ip?: TransferredClientIp;
}

/** In which order the rules of several security groups on one interface are looked at. */
export type SeveralSecurityGroups =
  /** Both published readings are worked out; where they differ, neither counts as certain. */
  | "unsure"
  /** One group after the other, each by priority. */
  | "in_sequence"
  /** All rules as one list, by priority. */
  | "combined";

/** The severity of a finding. */
export type Severity =
  /** The plan cannot work, or cannot be answered, as it is. */
  | "error"
  /** Something is likely not as meant. */
  | "warning"
  /** Good to know. */
  | "info";

export type SubjectId = string;

/** A subnet of a VPC. */
export interface Subnet {
  /** The IPv4 CIDR block. */
  cidr: Ipv4Cidr;
  /** Its id. */
  id: SubnetId;
  /** The IPv6 CIDR block, where IPv6 is enabled. */
  ipv6_cidr?: Ipv6Cidr | null;
  /** Its name in the console. */
  name: string;
  /** The network ACL it is associated with; without one nothing is filtered at its edge. */
  network_acl?: NetworkAclId | null;
  /**
   * Tells whether the plan says which network ACL there is, or that there is none. Where it does not,
   * nobody knows what passes the edge of the subnet.
   */
  network_acl_known?: boolean;
  /** The position within its VPC. */
  position?: Position;
  /** The VPC that holds it. */
  vpc: VpcId;
}

export type SubnetId = string;

/** The counts of rules and flows in a report. */
export interface Summary {
  /** Flows on which the plan says too little, or the sources contradict each other. */
  attention_flows: number;
  /** Flows that are stopped, wholly or in part. */
  blocked_flows: number;
  /** Flows that no rule can stop. */
  exempt_flows: number;
  /** Flows that pass. */
  open_flows: number;
  /**
   * True if nothing that rules can close is missing once all changes are made, shown by
   * answering the changed plan again.
   */
  proved: boolean;
  /**
   * Rules to add that the guide or the vendor's diagnosis asks for, though what must flow
   * passes without them.
   */
  recommended_rules: number;
  /** Rules to add without which something that must flow is stopped. */
  required_rules: number;
  /** Rules to change so that the added ones take effect. */
  rules_to_change: number;
}

/** Tells whether rules count where a shared load balancer passes on the clients' addresses. */
export type TransferredClientIp =
  /** They do not. */
  | "exempt"
  /** They do, and have to let the clients in. */
  | "filtered";

/** The verdict on a flow, or on a drawn thing. */
export type Verdict =
  /** No rule can stop it. */
  | "exempt"
  /** All of it passes. */
  | "open"
  /** It may pass: the plan says too little, or the sources contradict each other. */
  | "attention"
  /** Some or all of it is stopped. */
  | "blocked";

/** A virtual private cloud. */
export interface Vpc {
  /** The primary CIDR block. */
  cidr: Ipv4Cidr;
  /** Its id. */
  id: VpcId;
  /** The IPv6 CIDR block, where the VPC has one. */
  ipv6_cidr?: Ipv6Cidr | null;
  /** Its name in the console. */
  name: string;
  /** The position on the board. */
  position?: Position;
  /** Further IPv4 CIDR blocks. */
  secondary_cidrs?: Ipv4Cidr[];
}

export type VpcId = string;

/**
 * The reason for which an allow lets packets pass that it looks meant for not at all, or, where it
 * names ports at the wrong end, in part.
 */
export type WhyItMisses =
  /** It is switched off. */
  | "switched_off"
  /** It stands among the rules of the other direction. */
  | "other_direction"
  /** Its other end is a security group, which the sender does not wear. A load balancer wears none. */
  | "security_group"
  /** It names ports at the end whose ports can be any: the load balancer's, or the client's. */
  | "far_ports"
  /** Its protocol is number 0, which some APIs read as any, and which is an option of IPv6. */
  | "protocol_zero"
  /** It is of the other address family. */
  | "other_type"
  /** It names other ICMP messages. */
  | "other_messages"
  /** It names other addresses. */
  | "other_addresses";

/** The reason for which a layer does not filter a flow. */
export type WhyNotFiltered =
  /** The subnet has no network ACL. */
  | "no_network_acl"
  /** The network ACL is switched off. */
  | "network_acl_disabled"
  /** The load balancer's backend subnet is the member's subnet. */
  | "same_subnet"
  /** Layer 4 traffic of a load balancer with IP as a backend off. */
  | "layer4"
  /**
   * Port security is off on the member's network interface, so its security groups have no
   * effect.
   */
  | "port_security_off"
  /** A network ACL never looks at packets to this destination. */
  | "never_filtered"
  /**
   * No packets come to the layer: they are not routed to the member, as the plan reads the
   * sources.
   */
  | "no_route";

/** The export formats. */
export type FormatId = "console" | "markdown" | "text" | "json";

/** The languages, by their tags. */
export type LanguageTag = "en";
