"""Judges the engine with Z3: for each flow past each filter, what is missing and that the changes
close it, as bit vectors.

    check.py ANSWERS PLANS [FIRST_SEED]

ANSWERS is the program that answers plans, one a line; PLANS says how many random ones it gets.
A packet is a bit vector for each field. Rules are read from the plan by their definitions: by
priority, a deny before an allow, the first match, and a deny of what nothing matches; where a
server wears several security groups, in both published readings.
"""

import ipaddress
import json
import random
import subprocess
import sys

import z3

PROTOCOLS = {"icmp": 1, "tcp": 6, "udp": 17, "icmpv6": 58}
PORT, FAR_PORT = z3.BitVecs("port far_port", 16)
PROTOCOL = z3.BitVec("protocol", 8)
MESSAGE = z3.BitVec("message", 16)  # 256 times the ICMP type, and the code
ENDS = {4: z3.BitVecs("source4 destination4", 32), 6: z3.BitVecs("source6 destination6", 128)}
ALL = z3.BoolVal(True)
NONE = z3.BoolVal(False)


def entry(end, text, version):
    """The addresses of a block, an address or a range; none of the other family."""
    if "-" in text:
        first, last = (ipaddress.ip_address(part) for part in text.split("-"))
    else:
        block = ipaddress.ip_network(text)
        first, last = block[0], block[-1]
    if first.version != version:
        return NONE
    vector = ENDS[version][end]
    return z3.And(z3.UGE(vector, int(first)), z3.ULE(vector, int(last)))


def protocol(rule):
    name = rule.get("protocol", "all")
    if name == "all":
        return None
    return PROTOCOLS.get(name) if name in PROTOCOLS else int(name)


def ports(vector, text):
    if not text:
        return ALL
    parts = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        parts.append(z3.And(z3.UGE(vector, int(first)), z3.ULE(vector, int(last or first))))
    return z3.Or(*parts)


def messages(text):
    """ICMP messages: a type, a type with a code, or from one of these to another."""
    if not text:
        return ALL
    first, _, last = text.partition("-")

    def bounds(part):
        kind, _, code = part.partition("/")
        low, high = (int(code), int(code)) if code else (0, 255)
        return int(kind) * 256 + low, int(kind) * 256 + high

    return z3.And(z3.UGE(MESSAGE, bounds(first)[0]), z3.ULE(MESSAGE, bounds(last or first)[1]))


def address(plan, end, text, version):
    if text.startswith("sg-"):
        return NONE
    if text.startswith("ipg-"):
        for group in plan.get("address_groups", []):
            if group["id"] == text:
                if group["type"] != f"IPv{version}":
                    return NONE
                return z3.Or(*[entry(end, it, version) for it in group.get("addresses", [])], NONE)
        return NONE
    return entry(end, text, version)


def wire(rule, near_ports, far_ports):
    number = protocol(rule)
    parts = [] if number is None else [PROTOCOL == number]
    if number in (6, 17):
        parts += [ports(PORT, near_ports), ports(FAR_PORT, far_ports)]
    if number in (1, 58):
        parts.append(messages(rule.get("icmp")))
    return z3.And(*parts, ALL)


def in_force(rules, version):
    return [it for it in rules if it.get("enabled", True) and it["type"] == f"IPv{version}"]


def passes(rules, matches):
    passed = NONE
    for rule in reversed(rules):
        match = matches(rule)
        allows = rule["action"] == "allow"
        passed = z3.Or(match, passed) if allows else z3.And(z3.Not(match), passed)
    return passed


def order(rule):
    return (rule["priority"], rule["action"] == "allow")


def missing(plan, layer, version):
    """What does not pass for certain at a filter."""
    direction = layer["direction"]
    kind, value = next(iter(layer["filter"].items()))
    if kind == "network_acl":
        acl = next(it for it in plan["network_acls"] if it["id"] == value)

        def acl_match(rule):
            return z3.And(
                wire(rule, rule.get("destination_ports", ""), rule.get("source_ports", "")),
                address(plan, 0, rule["source"], version),
                address(plan, 1, rule["destination"], version),
            )

        return z3.Not(passes(in_force(acl.get(direction, []), version), acl_match))

    far = 0 if direction == "inbound" else 1

    def group_match(rule):
        return z3.And(wire(rule, rule.get("ports", ""), ""), address(plan, far, rule["remote"], version))

    groups = {it["id"]: it for it in plan["security_groups"]}
    lists = [sorted(in_force(groups[it].get(direction, []), version), key=order) for it in value]
    sequence = [rule for rules in lists for rule in rules]
    return z3.Not(
        z3.And(passes(sequence, group_match), passes(sorted(sequence, key=order), group_match))
    )


def is_answer(layer):
    """Whether what passes there goes back to where the flow comes from."""
    leg = layer.get("leg", "member")
    return layer["direction"] == "outbound" if leg == "member" else leg.startswith("back_to")


def packets(flow, layer, version):
    """The packets of a flow at a filter, from the flow's own fields. What clients send goes to
    listeners, of whose ports and clients a flow says nothing: there the report's own parts say
    which packets are asked about, and Z3 which of them are missing. A report writes all ports for
    all but port 0, which nobody asks for.
    """
    if layer.get("leg", "").endswith("clients"):
        asked = z3.Or(*[shown(part, version) for part in layer["outcome"]["filtered"]["parts"]], NONE)
        ported = z3.Or(PROTOCOL == 6, PROTOCOL == 17)
        return z3.And(asked, z3.Implies(ported, z3.And(z3.UGE(PORT, 1), z3.UGE(FAR_PORT, 1))))
    inbound = not is_answer(layer)
    acl = "network_acl" in layer["filter"]
    number = PROTOCOLS[flow["protocol"]]
    source, member = flow["source"]["cidr"], flow["destination"]
    near, far = (PORT, FAR_PORT) if inbound or not acl else (FAR_PORT, PORT)
    parts = [
        PROTOCOL == number,
        entry(0 if inbound else 1, source, version),
        entry(1 if inbound else 0, member, version),
        ports(near, flow.get("ports", "")),
    ]
    # An echo request, or the echo reply to it.
    pings = {1: ("8/0", "0/0"), 58: ("128/0", "129/0")}
    if number in pings:
        parts.append(messages(pings[number][0 if inbound else 1]))
    if number in (6, 17) and (inbound or acl):
        # A load balancer sends from ports that are not reserved. Security groups do not look at them.
        from_load_balancer = acl and flow["source"].get("subnet") is not None
        parts.append(z3.UGE(far, 1024 if from_load_balancer else 1))
    return z3.And(*parts)


def shown(part, version):
    """Packets as the report writes them."""
    return z3.Or(
        *[
            z3.And(
                z3.BoolVal(True) if it["protocol"] == "all" else PROTOCOL == protocol(it),
                entry(0, it["source"], version),
                entry(1, it["destination"], version),
                ports(PORT, it.get("ports", "")),
                ports(FAR_PORT, it.get("source_ports", "")),
                messages(it.get("icmp")),
            )
            for it in part["packets"]
        ],
        NONE,
    )


def is_empty(formula):
    solver = z3.SolverFor("QF_BV")
    solver.add(formula)
    return solver.check() == z3.unsat


def judge(answer):
    """How many questions agreed; says where the two sides part."""
    compared = 0
    for flow in answer["flows"]:
        version = int(flow["type"][-1])
        for layer in flow["layers"]:
            outcome = layer["outcome"]
            if not isinstance(outcome, dict) or "filtered" not in outcome:
                continue
            asked = packets(flow, layer, version)
            parts = outcome["filtered"]["parts"]
            found = z3.Or(*[shown(part, version) for part in parts if not part["passes"]], NONE)
            truth = missing(answer["plan"], layer, version)
            if not is_empty(z3.And(asked, z3.Xor(found, truth))):
                raise AssertionError(f"flow {flow['id']}, {layer['filter']}: what is missing differs")
            if not is_empty(z3.And(asked, missing(answer["changed"], layer, version))):
                raise AssertionError(f"flow {flow['id']}, {layer['filter']}: missing after the changes")
            compared += 2
    if not answer["proved"]:
        raise AssertionError("the report does not say that it is proved")
    return compared


def near(rng, block):
    """A block that stands in some relation to another."""
    block = ipaddress.ip_network(block)
    choice = rng.randrange(8)
    if choice == 0 or block.prefixlen < 4:
        return str(block)
    if choice == 1:
        return "0.0.0.0/0" if block.version == 4 else "::/0"
    if choice == 2:
        return str(block.supernet(rng.randint(1, 4)))
    if choice == 3:
        return str(ipaddress.ip_network((int(block[0]) ^ block.num_addresses, block.prefixlen)))
    if choice == 4:
        return str(block[rng.choice([0, -1, rng.randrange(min(block.num_addresses, 1 << 16))])])
    deeper = min(rng.randint(1, 4), block.max_prefixlen - block.prefixlen)
    return str(rng.choice(list(block.subnets(deeper)))) if deeper else str(block)


MESSAGES = [None, None, "8/0", "8", "0/0", "3/4", "13", "128/0", "128", "129/0", "255/255"]
PORT_LISTS = ["", "80", "81", "79-80", "81-90", "1-79", "81-65535", "80,82", "443", "1-65535"]


def plan(seed):
    rng = random.Random(seed)
    blocks = {"IPv4": ["10.0.1.0/24", "10.0.2.0/26", "10.1.0.0/20"], "IPv6": ["fd00::/64", "fd00:0:0:1::/64"]}
    number = 0

    def rule(acl):
        nonlocal number
        number += 1
        kind = rng.choice(["IPv4", "IPv4", "IPv6"])
        end = lambda: rng.choice(["ipg-1", "ipg-2"]) if rng.random() < 0.1 else near(rng, rng.choice(blocks[kind]))
        fields = {
            "id": f"rule-{number}", "type": kind, "action": rng.choice(["allow", "allow", "deny"]),
            "protocol": rng.choice(["all", "tcp", "tcp", "udp", "icmp", "icmpv6", "6", "17", "47"]),
            "enabled": rng.random() > 0.1,
        }
        if acl:
            fields |= {
                "source": end(), "destination": end(), "destination_ports": rng.choice(PORT_LISTS),
                "source_ports": rng.choice(["", "", "1-65535", "1024-65535", "80"]),
            }
        else:
            fields |= {"remote": end(), "priority": rng.choice([1, 1, 2, 2, 100]), "ports": rng.choice(PORT_LISTS)}
            fields |= {"icmp": rng.choice(MESSAGES)}
        return fields

    rules = lambda acl, most: [rule(acl) for _ in range(rng.randint(0, most))]
    subnets = [
        {"id": f"subnet-{at + 1}", "name": "", "vpc": "vpc-1", "cidr": cidr,
         "ipv6_cidr": blocks["IPv6"][at] if at < 2 else None,
         "network_acl": rng.choice([None, "acl-1", "acl-1"])}
        for at, cidr in enumerate(blocks["IPv4"])
    ]
    servers = []
    for at in range(1, 4):
        subnet = rng.randrange(3)
        host = rng.randrange(4, 60)
        servers.append({
            "id": f"server-{at}", "name": "", "subnet": f"subnet-{subnet + 1}",
            "ipv4": str(ipaddress.ip_network(blocks["IPv4"][subnet])[host]),
            "ipv6": str(ipaddress.ip_network(blocks["IPv6"][subnet])[host]) if subnet < 2 else None,
            "security_groups": rng.choice([["sg-1"], ["sg-2"], ["sg-2", "sg-1"]]),
        })
    groups = [{"id": f"sg-{at}", "name": "", "inbound": rules(False, 7), "outbound": rules(False, 3)} for at in (1, 2)]
    members = [
        {"id": f"member-{at}", "target": f"server-{at}", "type": rng.choice(["IPv4", "IPv4", "IPv6"]),
         "port": rng.choice([79, 80, 81, 443]), "weight": 1}
        for at in range(1, 4)
    ]
    kind = rng.choice(["TCP", "UDP", "HTTP"])
    return {
        "version": 1,
        "vpcs": [{"id": "vpc-1", "name": "", "cidr": "10.0.0.0/8", "ipv6_cidr": "fd00::/48"}],
        "subnets": subnets, "security_groups": groups, "servers": servers,
        "network_acls": [{"id": "acl-1", "name": "", "inbound": rules(True, 7), "outbound": rules(True, 4)}],
        "address_groups": [
            {"id": "ipg-1", "name": "", "type": "IPv4", "addresses": ["10.0.1.3-10.0.1.77", "10.0.2.0/27"]},
            {"id": "ipg-2", "name": "", "type": "IPv6", "addresses": ["fd00::/65", "fd00:0:0:1::5"]},
        ],
        "load_balancers": [{
            "id": "elb-1", "name": "", "kind": "dedicated", "subnet": f"subnet-{rng.randint(1, 3)}",
            "ip_as_backend": True,
            "listeners": [{"id": "listener-1", "protocol": kind, "ports": "80", "backend_server_group": "bsg-1"}],
        }],
        "backend_server_groups": [{
            "id": "bsg-1", "name": "", "vpc": "vpc-1", "protocol": kind, "members": members,
            "health_check": {"enabled": True, "protocol": "UDP" if kind == "UDP" else "TCP", "port": rng.choice([None, 80, 444])},
        }],
    }


def main():
    answers, count = sys.argv[1], int(sys.argv[2])
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    seeds = range(first, first + count)
    plans = "".join(json.dumps(plan(seed)) + "\n" for seed in seeds)
    answered = subprocess.run([answers], input=plans, capture_output=True, text=True, check=True)
    lines = answered.stdout.splitlines()
    assert len(lines) == count, "a plan got no answer"
    compared = 0
    for seed, line in zip(seeds, lines):
        try:
            compared += judge(json.loads(line))
        except AssertionError as error:
            sys.exit(f"seed {seed}: {error}")
    print(f"Z3 agreed on {compared} questions about {count} plans")


main()
