import type { Plan } from "elb-rule-planner";

/** A load balancer and a server in two subnets of a VPC, with nothing allowed yet. */
export const plan = (healthCheckPort: number): Plan => ({
  version: 1,
  vpcs: [{ id: "vpc-1", name: "vpc-web", cidr: "10.0.0.0/16" }],
  subnets: [
    { id: "subnet-1", name: "subnet-elb", vpc: "vpc-1", cidr: "10.0.1.0/24" },
    { id: "subnet-2", name: "subnet-app", vpc: "vpc-1", cidr: "10.0.2.0/24" },
  ],
  security_groups: [{ id: "sg-1", name: "sg-app" }],
  servers: [
    {
      id: "server-1",
      name: "app-1",
      subnet: "subnet-2",
      ipv4: "10.0.2.10",
      security_groups: ["sg-1"],
    },
  ],
  backend_server_groups: [
    {
      id: "bsg-1",
      name: "app",
      vpc: "vpc-1",
      protocol: "HTTP",
      health_check: { enabled: true, protocol: "HTTP", port: healthCheckPort },
      members: [{ id: "member-1", target: "server-1", port: 8080 }],
    },
  ],
  load_balancers: [
    {
      id: "elb-1",
      name: "elb-web",
      subnet: "subnet-1",
      listeners: [
        {
          id: "listener-1",
          name: "http",
          protocol: "HTTP",
          ports: "80",
          backend_server_group: "bsg-1",
        },
      ],
    },
  ],
});
