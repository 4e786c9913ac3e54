//! Every sentence says something, and says it of the right rule.

use super::*;
use crate::conformance;
use crate::engine::check;
use crate::engine::report::{
    ChangeId, ClauseId, Finding, FindingKind, Followed, Follows, Parcel, ReadingId, Report,
    RulePlace, Severity,
};
use crate::plan::{
    AddressEntry, BackendProtocol, BackendServerGroupId, Cidr, ConnectionId, Direction, Field,
    Flavor, HealthCheckProtocol, IpType, ListenerId, ListenerProtocol, LoadBalancerId, MemberId,
    NetworkAclId, Plan, Ports, Problem, ProblemKind, Protocol, RuleId, SecurityGroupId, ServerId,
    SubjectId, SubnetId,
};

/// The plan of every conformance case and every sample, by name, with its report.
fn answered() -> Vec<(String, Plan, Report)> {
    let cases = conformance::cases().into_iter().map(|(name, case)| {
        (format!("case {name}"), serde_json::from_value(case["plan"].clone()).unwrap())
    });
    let samples = conformance::SAMPLES
        .iter()
        .map(|(name, text)| ((*name).to_owned(), serde_json::from_str(text).unwrap()));
    cases
        .chain(samples)
        .map(|(name, plan)| {
            let report = check(&plan);
            (name, plan, report)
        })
        .collect()
}

fn sample(id: &str) -> (Plan, Report) {
    let (_, plan, report) = answered().into_iter().find(|(name, _, _)| name == id).unwrap();
    (plan, report)
}

/// Tells whether a text could be a sentence or a label: something is said, and no place is left
/// open.
fn is_said(text: &str) -> bool {
    !text.trim().is_empty() && !text.contains("{}") && !text.contains("  ")
}

#[test]
fn every_text_of_a_report_says_something() {
    for language in Language::ALL.iter().copied() {
        for (name, plan, report) in answered() {
            let mut texts = vec![
                HeadlineText::of(&plan, &report).text(language).into_owned(),
                ConsequenceText::of(&plan, &report).text(language).into_owned(),
                ProofText::of(&report).text(language).into_owned(),
            ];
            for change in &report.changes {
                texts.push(ReasonText::of(change, &plan, &report).plain(language));
                texts.push(ChangeRowText::of(change, &plan).plain(language));
                texts.push(ProtocolPortText::of(change, &plan).text(language).into_owned());
                texts.push(GuardsText::of(change.place, &plan).text(language).into_owned());
                texts.extend(change.clauses.iter().flat_map(|id| clause_texts(*id, language)));
            }
            for finding in &report.findings {
                texts.push(FindingText::of(finding, &plan, &report).plain(language));
            }
            for flow in &report.flows {
                texts.push(FlowText::of(flow, &plan).plain(language));
                for layer in flow.layers.iter() {
                    texts.push(LayerText::of(layer, flow, &plan).plain(language));
                }
            }
            for text in texts {
                assert!(is_said(&text), "{name}: `{text}`");
            }
        }
    }
}

fn clause_texts(id: ClauseId, language: Language) -> [String; 2] {
    [ClauseText(id).text(language).into_owned(), ClauseTitleText(id).text(language).into_owned()]
}

#[test]
fn every_clause_has_a_label_and_a_sentence() {
    for language in Language::ALL.iter().copied() {
        let mut labels = std::collections::BTreeSet::new();
        for clause in crate::engine::requirements::CLAUSES {
            let [label, sentence] = clause_texts(clause.id, language);
            assert!(is_said(&label) && is_said(&sentence), "{label}: {sentence}");
            assert!(labels.insert(label.clone()), "two clauses are called {label}");
        }
    }
}

#[test]
fn every_problem_is_said_in_a_line() {
    let cidr: Cidr = "10.0.1.0/24".parse().unwrap();
    let address = "10.0.9.1".parse().unwrap();
    let other = SubjectId::Server(ServerId(1));
    let kinds = [
        ProblemKind::DuplicateId,
        ProblemKind::Dangling { reference: "sg-9".to_owned() },
        ProblemKind::Overlap { cidr, other, other_cidr: cidr },
        ProblemKind::OutsideVpc { cidr },
        ProblemKind::OutsideSubnet { address, cidr },
        ProblemKind::SubnetWithoutIpv6,
        ProblemKind::DuplicateAddress { address, other },
        ProblemKind::ReservedAddress { address },
        ProblemKind::NoAddress,
        ProblemKind::NoSecurityGroup,
        ProblemKind::ListenerWithoutPort,
        ProblemKind::PortTaken { other },
        ProblemKind::MemberWithoutPort,
        ProblemKind::ListenerGroupMismatch {
            listener: ListenerProtocol::Https,
            group: BackendProtocol::Tcp,
        },
        ProblemKind::HealthCheckMismatch {
            group: BackendProtocol::Udp,
            health_check: HealthCheckProtocol::Http,
        },
        ProblemKind::MemberWithoutAddress { ip_type: IpType::IPv6 },
        ProblemKind::BackendSubnetWithoutIpv6,
        ProblemKind::Layer7NeedsIpv4,
        ProblemKind::ServerInOtherVpc,
        ProblemKind::NeedsIpAsBackend { load_balancer: other },
        ProblemKind::NotAPrivateIpv4 { address },
        ProblemKind::SharedCannot,
        ProblemKind::BackendSubnetInOtherVpc,
        ProblemKind::DuplicateMember { other },
        ProblemKind::TypeMismatch { ip_type: IpType::IPv6, address: AddressEntry::Cidr(cidr) },
        ProblemKind::ProtocolMismatch { protocol: Protocol::Icmpv6 },
        ProblemKind::EndsOfOtherFamilies,
        ProblemKind::SameEnd,
    ];
    for kind in kinds {
        let problem = Problem { subject: other, field: Field::Ports, kind };
        let text = PlanProblemText::of(&problem, &Plan::default());
        let text = text.text(Language::English);
        assert!(is_said(&text) && text.ends_with('.'), "`{text}`");
        assert!(text.chars().count() <= 90, "{} is too long for a form", text);
    }
}

#[test]
fn every_finding_says_something() {
    let (plan, report) = sample("shop");
    let group = BackendServerGroupId(1);
    let members = vec![MemberId(1), MemberId(2)];
    let flows: Vec<_> = report.flows.iter().map(|flow| flow.id).collect();
    let rule = RuleId(17);
    let subnet = SubnetId(1);
    let kinds = [
        FindingKind::RulesDoNotProtect {
            listener: ListenerId(2),
            access_control: true,
            denies_without_effect: vec![rule, RuleId(3)],
        },
        FindingKind::FalselyHealthy {
            group,
            members: members.clone(),
            partly: vec![],
            ip_type: None,
        },
        FindingKind::FalselyHealthy {
            group,
            members: members.clone(),
            partly: vec![MemberId(2)],
            ip_type: Some(IpType::IPv6),
        },
        FindingKind::FalselyUnhealthy {
            group,
            members: members.clone(),
            partly: vec![MemberId(2)],
            ip_type: Some(IpType::IPv4),
        },
        FindingKind::NearQuota {
            place: RulePlace::SecurityGroup(SecurityGroupId(1)),
            direction: None,
            rules: 47,
            limit: 50,
        },
        FindingKind::PingOnly { rule: RuleId(4), sources: vec!["10.0.1.0/24".parse().unwrap()] },
        FindingKind::Quota {
            place: RulePlace::SecurityGroup(SecurityGroupId(1)),
            direction: None,
            rules: 51,
            limit: 50,
            merges: vec![vec![rule, RuleId(3)], vec![RuleId(4), RuleId(5)]],
            merged_ports_fit: false,
        },
        FindingKind::TooManySpecialRules {
            security_group: SecurityGroupId(1),
            direction: Direction::Outbound,
            ip_type: IpType::IPv6,
            rules: 121,
            limit: 120,
            beyond: vec![rule],
        },
        FindingKind::RulesIgnored {
            flavor: Flavor::Kunpeng,
            servers: vec![ServerId(1)],
            rules: vec![rule, RuleId(3), RuleId(4), RuleId(5), RuleId(6)],
        },
        FindingKind::RulesIgnored {
            flavor: Flavor::OldX86,
            servers: vec![ServerId(1), ServerId(2)],
            rules: vec![rule],
        },
        FindingKind::HealthCheckOff { group },
        FindingKind::GroupWithoutListener { group, load_balancer: None, listeners: vec![] },
        FindingKind::GroupWithoutListener {
            group,
            load_balancer: Some(LoadBalancerId(1)),
            listeners: vec![ListenerId(1)],
        },
        FindingKind::OpenByHand { address: "192.168.0.1".parse().unwrap(), flows: flows.clone() },
        FindingKind::NeedsRoute { member: MemberId(1) },
        FindingKind::SeveralSecurityGroups { flows },
        FindingKind::Layer7OverIpv4 { listeners: vec![ListenerId(1), ListenerId(2)] },
        FindingKind::LoadBalancerSubnetAcl { network_acl: NetworkAclId(1), subnet },
        FindingKind::PreviousBackendSubnet { subnet },
        FindingKind::DefaultBackendSubnet { subnet },
        FindingKind::ClientAddressUnclear { members },
        FindingKind::NoTableForProtocol { group },
        FindingKind::SharedSourceByRegion,
        FindingKind::OverBroad { rule: RuleId(4), sources: vec!["10.0.1.0/24".parse().unwrap()] },
        FindingKind::Quota {
            place: RulePlace::NetworkAcl(NetworkAclId(1)),
            direction: Some(Direction::Inbound),
            rules: 21,
            limit: 20,
            merged_ports_fit: true,
            merges: vec![],
        },
        FindingKind::PortSecurityOff { addresses: vec!["10.0.0.1".parse().unwrap()] },
        FindingKind::IpMemberOfOwnVpc {
            group: BackendServerGroupId(1),
            members: vec![MemberId(1), MemberId(2)],
        },
        FindingKind::OverlappingBlocks {
            member: MemberId(1),
            own: "10.0.0.0/8".parse().unwrap(),
            other: "10.0.1.0/24".parse().unwrap(),
        },
        FindingKind::SourcesDisagree,
        FindingKind::OpensBeside {
            security_group: SecurityGroupId(1),
            servers: vec![ServerId(1), ServerId(2)],
        },
        FindingKind::RulesWhereAvoided { security_group: SecurityGroupId(1) },
        FindingKind::RulesNotKnown { flows: report.flows.iter().map(|it| it.id).collect() },
        FindingKind::CutsConnections { security_group: SecurityGroupId(1) },
        FindingKind::ConnectionGetsIn {
            connection: ConnectionId(1),
            packets: vec![Parcel {
                source: "0.0.0.0/0".parse().unwrap(),
                destination: "10.0.1.4".parse().unwrap(),
                protocol: "tcp".parse().unwrap(),
                icmp: None,
                source_ports: Ports::all(),
                ports: Ports::single(22),
            }],
            rules: vec![RuleId(1)],
            certain: true,
        },
        FindingKind::ConnectionGetsIn {
            connection: ConnectionId(1),
            packets: vec![],
            rules: vec![],
            certain: false,
        },
        FindingKind::ConnectionWouldGetIn {
            connection: ConnectionId(1),
            packets: vec![],
            changes: vec![ChangeId(1)],
            certain: false,
        },
        FindingKind::ConnectionUnclear { connection: ConnectionId(1) },
        FindingKind::ConnectionUnanswered { connection: ConnectionId(1) },
        FindingKind::ConnectionNeedsRoute { connection: ConnectionId(1) },
    ];
    for kind in kinds {
        // A finding about things that are not in the plan names them by their ids.
        for plan in [&plan, &Plan::default()] {
            let finding = Finding {
                severity: Severity::Info,
                subject: Some(SubjectId::LoadBalancer(LoadBalancerId(1))),
                kind: kind.clone(),
                clauses: vec![ClauseId::Table3],
                sources: Some(Followed {
                    reading: ReadingId::NetworkAclState,
                    follows: Follows::Both,
                }),
            };
            let text = FindingText::of(&finding, plan, &report).plain(Language::English);
            assert!(is_said(&text) && text.ends_with(['.', '?']), "`{text}`");
        }
    }
}

#[test]
fn a_network_acl_rule_is_called_by_its_number_in_the_list() {
    let (plan, report) = sample("shop");
    let change =
        report.changes.iter().find(|it| matches!(it.place, RulePlace::NetworkAcl(_))).unwrap();
    assert_eq!(
        ReasonText::of(change, &plan, &report).plain(Language::English),
        "HTTP traffic and health check of web from the backend subnet of elb-shop. Rule 3 denies \
         TCP 8000-8999 and comes first."
    );
    assert_eq!(
        ChangeRowText::of(change, &plan).segments(Language::English),
        [
            Segment::Code("10.0.1.0/24".to_owned()),
            Segment::Words(" to ".to_owned()),
            Segment::Code("10.0.2.0/24".to_owned()),
            Segment::Words(", IPv4, above rule 3".to_owned()),
        ]
    );
}

#[test]
fn a_security_group_rule_is_called_by_its_priority_and_what_it_says() {
    let (plan, report) = sample("everything-wrong");
    let reason = ReasonText::of(&report.changes[0], &plan, &report).plain(Language::English);
    assert!(
        reason.ends_with("A deny of priority 1 of sg-web stops TCP 8080 from 10.2.0.0/16."),
        "{reason}"
    );
    let lower = report.changes.iter().find(|it| !it.kind.adds_rule()).unwrap();
    assert_eq!(
        ChangeRowText::of(lower, &plan).plain(Language::English),
        "from 10.2.0.0/16, IPv4, priority 1 to 2"
    );
}

#[test]
fn the_headline_counts() {
    let said = |id: &str| {
        let (plan, report) = sample(id);
        [
            HeadlineText::of(&plan, &report).text(Language::English).into_owned(),
            ConsequenceText::of(&plan, &report).text(Language::English).into_owned(),
            ProofText::of(&report).text(Language::English).into_owned(),
        ]
    };
    assert_eq!(
        said("shop"),
        [
            "3 rules to add",
            "in 2 security groups and 1 network ACL. Until then 2 servers get no traffic and a \
             dead server of dns would go unnoticed.",
            "Proved: with these 3 rules nothing is missing",
        ]
    );
    assert_eq!(said("everything-wrong")[0], "6 rules to add, 1 to change, 8 recommended");
    assert_eq!(said("all-open")[0], "Nothing to add");
    assert_eq!(said("all-open")[2], "Proved: nothing is missing");
    let (mut plan, _) = sample("all-open");
    plan.load_balancers.iter_mut().flat_map(|it| &mut it.listeners).for_each(|it| {
        it.backend_server_group = None;
    });
    let groups = plan.backend_server_groups.len();
    assert!(groups > 1);
    assert_eq!(
        ProofText::of(&check(&plan)).text(Language::English),
        format!(
            "Proved: nothing is missing, apart from {groups} groups to which no listener leads"
        ),
    );
    assert_eq!(
        said("terraform-quic")[1],
        "in 1 security group. Until then 1 server looks unhealthy and gets no traffic."
    );
    let (plan, report) = (Plan::default(), check(&Plan::default()));
    assert_eq!(HeadlineText::of(&plan, &report).text(Language::English), "Nothing to check yet");
    assert_eq!(
        ConsequenceText::of(&plan, &report).text(Language::English),
        "Draw a load balancer to begin with."
    );
}

/// Everything is open, and each member is the address of its server in place of the server.
fn addresses_of_servers(setting: crate::plan::IpMembersOfOwnVpc) -> (Plan, Report) {
    use crate::plan::{IpBackend, IpBackendId, MemberTarget, Position};
    let (mut plan, _) = sample("all-open");
    plan.settings.ip_members_of_own_vpc = setting;
    plan.load_balancers.iter_mut().for_each(|it| it.ip_as_backend = true);
    let servers = plan.servers.clone();
    for member in plan.backend_server_groups.iter_mut().flat_map(|it| &mut it.members) {
        let MemberTarget::Server(server) = member.target else { continue };
        let server = servers.iter().find(|it| it.id == server).unwrap();
        let id = IpBackendId(100 + server.id.0);
        member.target = MemberTarget::IpBackend(id);
        if plan.ip_backends.iter().all(|it| it.id != id) {
            plan.ip_backends.push(IpBackend {
                id,
                name: server.name.clone(),
                address: server.ipv4.unwrap().into(),
                vpc: None,
                position: Position::default(),
            });
        }
    }
    let report = check(&plan);
    (plan, report)
}

#[test]
fn an_answer_that_rests_on_a_route_in_doubt_does_not_say_that_everything_passes() {
    use crate::plan::IpMembersOfOwnVpc::{NotReached, Reached, Unsure};
    let said = |setting| {
        let (plan, report) = addresses_of_servers(setting);
        [
            HeadlineText::of(&plan, &report).text(Language::English).into_owned(),
            ConsequenceText::of(&plan, &report).text(Language::English).into_owned(),
            ProofText::of(&report).text(Language::English).into_owned(),
        ]
    };
    let (_, report) = addresses_of_servers(Unsure);
    let flows = report.flows.len();
    assert!(flows > 1 && report.changes.is_empty());
    let [headline, consequence, proof] = said(Unsure);
    assert_eq!(headline, format!("{flows} flows need attention"));
    assert!(consequence.contains("the sources contradict each other"), "{consequence}");
    assert_eq!(
        proof,
        format!(
            "Proved: nothing is missing, apart from {flows} flows on whose route the sources disagree"
        )
    );
    assert_eq!(said(Reached)[0], "Nothing to add");
    assert_eq!(said(Reached)[2], "Proved: nothing is missing");
    let [headline, _, proof] = said(NotReached);
    assert!(headline.ends_with("in the plan"), "{headline}");
    assert_eq!(
        proof,
        format!(
            "Proved: nothing is missing, apart from {flows} flows to whose members no route leads"
        )
    );
}

#[test]
fn a_flow_and_its_layers_name_both_ends_and_the_deciding_rule() {
    let (plan, report) = sample("shop");
    let flow = &report.flows[1];
    assert_eq!(
        FlowText::of(flow, &plan).plain(Language::English),
        "Health check of web: elb-shop to web-1, TCP 8081"
    );
    let layers: Vec<_> = flow
        .layers
        .iter()
        .map(|layer| LayerText::of(layer, flow, &plan).plain(Language::English))
        .collect();
    assert_eq!(layers[0], "acl-web: rule 3 (TCP 8000-8999) stops it.");
    assert_eq!(layers[1], "sg-web: no rule lets it in.");
}

#[test]
fn a_rule_that_misses_by_little_is_named_with_the_reason() {
    let case = crate::conformance::case("near-miss-group-rules");
    let plan: Plan = serde_json::from_value(case["plan"].clone()).unwrap();
    let report = check(&plan);
    let change = report.changes.first().unwrap();
    let reason = ReasonText::of(change, &plan, &report).plain(Language::English);
    for said in [
        "The allow of priority 1 for TCP 8080 from elb of web looks meant for it and does not match: at \
         its other end is a security group, which the sender is not in, and a load balancer is in none.",
        "from 10.0.0.0/16 of web looks meant for it and does not match: it is switched off.",
        "from 100.125.0.0/16 of web looks meant for it and does not match: it names other addresses.",
    ] {
        assert!(reason.contains(said), "{reason}");
    }
    let flow = report.flows.first().unwrap();
    let trace = crate::engine::trace(&plan, &crate::engine::trace::Question::about(flow));
    let hops = trace.paths.iter().flat_map(|path| &path.hops);
    let parts = hops.flat_map(|hop| hop.parts.iter().map(move |part| (part, hop)));
    let said = parts.map(|(part, hop)| HopPartText::of(part, hop, &plan).plain(Language::English));
    let said = said.collect::<Vec<_>>().join(" ");
    assert!(said.contains("does not match: it is switched off."), "{said}");
    let audit = crate::engine::audit(&plan, &report);
    let rule = audit.rule(RuleId(9)).unwrap();
    let texts = rule.findings.iter().map(|it| RuleFindingText::of(it, rule, &plan));
    let said = texts.map(|it| it.plain(Language::English)).collect::<Vec<_>>().join(" ");
    assert!(said.contains("a rule to add lets pass, and does not match: it names"), "{said}");
}

#[test]
fn lowering_a_deny_says_what_it_no_longer_holds_back() {
    let (mut plan, _) = sample("everything-wrong");
    let mut allow = plan.security_groups[0].inbound[0].clone();
    allow.id = RuleId(90);
    allow.action = crate::plan::Action::Allow;
    plan.security_groups[0].inbound.push(allow);
    let report = check(&plan);
    let lower = report.changes.iter().find(|it| !it.kind.adds_rule()).unwrap();
    let reason = ReasonText::of(lower, &plan, &report).plain(Language::English);
    assert!(
        reason.ends_with(
            "no longer holds back what these allow: the allow of priority 1 for TCP 8080 from \
             10.2.0.0/16 of sg-web."
        ),
        "{reason}"
    );
}

#[test]
fn every_answer_to_a_question_says_something() {
    use crate::engine::trace;
    use crate::engine::trace::{
        HopBypass, HopDecider, HopPart, Path, PathEnd, PathEndKind, Question, Replies,
        ReplyVerdict, Trace, TraceEnd, TraceNote, TraceVerdict,
    };
    let language = Language::English;
    let mut texts = vec![];
    let mut said = |plan: &Plan, answer: &Trace| {
        texts.push(TraceText::of(answer, plan).plain(language));
        for path in &answer.paths {
            texts.push(PathText::of(path, plan).plain(language));
            texts.push(RepliesText::of(path, plan).plain(language));
            for note in &path.notes {
                texts.push(TraceNoteText::of(note, path, plan).plain(language));
            }
            for hop in &path.hops {
                texts.push(HopText::of(hop, path, plan).plain(language));
                for part in &hop.parts {
                    texts.push(HopPartText::of(part, hop, plan).plain(language));
                    let parcels = part.packets.iter();
                    texts.extend(parcels.map(|it| ParcelText::of(it).plain(language)));
                }
            }
        }
    };
    for (_, plan, report) in answered() {
        for flow in &report.flows {
            said(&plan, &trace(&plan, &Question::about(flow)));
            let anywhere = TraceEnd::Address(Cidr::any(flow.ip_type));
            let everything = Question::all(anywhere, TraceEnd::Member(flow.member));
            said(&plan, &trace(&plan, &everything));
        }
    }
    // Texts that the plans at hand do not lead to.
    let (plan, report) = sample("shop");
    let flow = report.flows.first().unwrap();
    let mut answer = trace(&plan, &Question::about(flow));
    let path = answer.paths.first().unwrap().clone();
    let packets = path.hops[0].parts[0].packets.clone();
    for verdict in [
        TraceVerdict::Wholly,
        TraceVerdict::InPart,
        TraceVerdict::NotAtAll,
        TraceVerdict::Unclear,
        TraceVerdict::Nothing,
    ] {
        answer.verdict = verdict;
        said(&plan, &answer);
    }
    let kinds = [
        PathEndKind::Vpc(crate::plan::VpcId(1)),
        PathEndKind::Subnet(SubnetId(1)),
        PathEndKind::IpBackend(crate::plan::IpBackendId(1)),
        PathEndKind::Outside,
        PathEndKind::LoadBalancer {
            load_balancer: LoadBalancerId(1),
            subnet: Some(SubnetId(1)),
            previous: true,
        },
    ];
    let notes = [
        TraceNote::NeedsRoute,
        TraceNote::BeyondThePlan,
        TraceNote::UnknownSender,
        TraceNote::NotForwarded(vec![packets[0].clone(); 5]),
        TraceNote::NotProbed(packets.clone()),
        TraceNote::AlsoForwardedPastRules,
    ];
    let by = [
        HopDecider::DefaultDeny,
        HopDecider::Listener(ListenerId(1)),
        HopDecider::AccessControl(ListenerId(1)),
        HopDecider::OwnMember(ListenerId(1)),
        HopDecider::NoListener,
        HopDecider::Routed,
        HopDecider::NoRoute,
        HopDecider::RouteInDoubt,
        HopDecider::Ambiguous,
        HopDecider::Unknown,
        HopDecider::NotFiltered(HopBypass::NetworkAclDisabled),
        HopDecider::NotFiltered(HopBypass::ReservedDestination),
        HopDecider::NotFiltered(HopBypass::SameSubnet),
        HopDecider::NotFiltered(HopBypass::Layer4),
    ];
    let mut odd = vec![];
    for what in kinds {
        for verdict in [ReplyVerdict::Nothing, ReplyVerdict::Pass, ReplyVerdict::IfStateful] {
            let mut hops = path.hops.clone();
            for hop in &mut hops {
                hop.counts = false;
                let parts = by.iter().map(|by| HopPart { decided_by: *by, ..hop.parts[0].clone() });
                hop.parts = parts.collect();
            }
            let replies = Replies { verdict, hops: hops.clone() };
            let to = PathEnd { what: what.clone(), ..path.to.clone() };
            odd.push(Path { to, hops, replies, notes: notes.to_vec(), ..path.clone() });
        }
    }
    answer.paths = odd;
    said(&plan, &answer);
    for text in texts {
        assert!(is_said(&text), "`{text}`");
    }
}
