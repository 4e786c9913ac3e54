"""Asks Z3 the questions of a workload: for each flow, whether a packet is missing.

Reads the workload as JSON from standard input. Prints the seconds from the parsed workload to the
last answer and the number of flows of which nothing is missing, or nothing where the limit of
time is reached. Z3 says whether something is missing and shows one packet; it does not give all
that is missing, so it answers less than the others do.
"""

import json
import sys
import time

import z3

workload = json.load(sys.stdin)
started = time.process_time()
source, destination = z3.BitVecs("source destination", 32)
source_port, port = z3.BitVecs("source_port port", 16)
protocol = z3.BitVec("protocol", 8)


def between(vector, low, high, highest):
    bounds = []
    if low > 0:
        bounds.append(z3.UGE(vector, low))
    if high < highest:
        bounds.append(z3.ULE(vector, high))
    return bounds


def block(vector, first_and_length):
    first, length = first_and_length
    return between(vector, first, first | ((1 << (32 - length)) - 1), 0xFFFFFFFF)


def matches(packets):
    parts = block(source, packets["source"]) + block(destination, packets["destination"])
    parts += between(source_port, *packets["source_ports"], 0xFFFF)
    parts += between(port, *packets["ports"], 0xFFFF)
    if packets["protocol"]:
        parts.append(protocol == packets["protocol"])
    return z3.And(*parts)


if workload["ordered"]:
    passes = z3.BoolVal(False)
    for rule in reversed(workload["rules"]):
        match = matches(rule)
        passes = z3.Or(match, passes) if rule["allow"] else z3.And(z3.Not(match), passes)
else:
    passes = z3.Or(*[matches(rule) for rule in workload["rules"]])

solver = z3.SolverFor("QF_BV")
solver.add(z3.Not(passes))
open_flows = 0
for flow in workload["flows"]:
    if time.process_time() - started > workload["limit"]:
        sys.exit()
    solver.push()
    solver.add(matches(flow))
    solver.set("timeout", max(1, int(1000 * (workload["limit"] - time.process_time() + started))))
    answer = solver.check()
    solver.pop()
    if answer == z3.unknown:
        sys.exit()
    open_flows += answer == z3.unsat
print(json.dumps({"seconds": time.process_time() - started, "open": open_flows}))
