import { changed, problemAt, problemsOf } from "../problems-of";
import { awsEnvironment, googleEnvironment } from "../valid-environments";

test.each<[cidr: string, expected: string, remedy: string]>([
  ["10.0.0.300/16", "a private IPv4 range from /16 to /22", "as four numbers from 0 to 255 and a prefix length"],
  ["10.0.0.0/33", "a private IPv4 range from /16 to /22", "as four numbers from 0 to 255 and a prefix length"],
  ["10.10.3.0/16", "a private IPv4 range from /16 to /22", "Write network.cidr as 10.10.0.0/16"],
  ["10.0.0.0/15", "a private IPv4 range from /16 to /22", "Choose a prefix from /16 to /22."],
  ["10.0.0.0/28", "a private IPv4 range from /16 to /22", "Choose a prefix from /16 to /22."],
  ["172.15.0.0/16", "a private IPv4 range from /16 to /22", "Choose a range inside 10.0.0.0/8, 172.16.0.0/12"],
  ["8.8.0.0/16", "a private IPv4 range from /16 to /22", "Choose a range inside 10.0.0.0/8, 172.16.0.0/12"],
])("a network can't use the range %s", (cidr, expected, remedy) => {
  expect(problemAt("network.cidr", awsEnvironment({ network: { cidr } }))).toMatchObject({
    found: `"${cidr}"`,
    expected,
    remedy: expect.stringContaining(remedy),
  });
});

test.each(["10.10.0.0", "ten", "", "::/0", "10.10.0.0/16 "])("%p is not a range", (cidr) => {
  expect(problemAt("network.cidr", awsEnvironment({ network: { cidr } }))).toMatchObject({
    expected: "an IPv4 range such as 10.0.0.0/16",
  });
});

test("services on EKS have to be in a range of RFC 1918, on GKE in any private one", () => {
  const network = { cidr: "10.10.0.0/16", serviceCidr: "100.96.0.0/16" };
  expect(problemAt("network.serviceCidr", awsEnvironment({ network }))).toMatchObject({
    remedy: "Choose a range inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16.",
  });
  const google = changed(googleEnvironment({ network }), "cloud.podCidr", "10.128.0.0/14");
  expect(problemsOf([google])).toEqual([]);
});

test.each<[path: string, cidr: string, expected: string]>([
  ["cloud.podCidr", "10.128.0.0/24", "a private IPv4 range from /9 to /21"],
  ["cloud.controlPlaneCidr", "172.16.0.0/24", "a private IPv4 range of exactly /28"],
  ["cloud.managedServicesCidr", "192.168.0.0/25", "a private IPv4 range from /16 to /24"],
  ["network.serviceCidr", "172.20.0.0/28", "a private IPv4 range from /16 to /27"],
])("Google Cloud doesn't accept %s %s", (path, cidr, expected) => {
  expect(problemAt(path, changed(googleEnvironment(), path, cidr))).toMatchObject({ found: `"${cidr}"`, expected });
});

test("Cloud SQL can't be reached from Docker's range", () => {
  const input = changed(googleEnvironment(), "cloud.managedServicesCidr", "172.17.16.0/20");
  expect(problemAt("cloud.managedServicesCidr", input)).toMatchObject({
    expected: "a range that does not overlap 172.17.0.0/16, from which Cloud SQL can't be reached",
    remedy: "Change cloud.managedServicesCidr, e.g. to a range in 172.18.0.0/16.",
  });
  expect(problemsOf([awsEnvironment({ network: { cidr: "172.17.0.0/16" } })])).toEqual([]);
});

test.each<[path: string, cidr: string, with_: string]>([
  ["network.serviceCidr", "10.10.64.0/20", "network.cidr (10.10.0.0/16)"],
  ["cloud.podCidr", "10.0.0.0/9", "network.cidr (10.10.0.0/16)"],
  ["cloud.controlPlaneCidr", "172.20.0.0/28", "network.serviceCidr (172.20.0.0/16)"],
  ["cloud.managedServicesCidr", "100.64.0.0/20", "cloud.podCidr (100.64.0.0/14)"],
])("%s %s must not overlap another range of the environment", (path, cidr, other) => {
  expect(problemAt(path, changed(googleEnvironment(), path, cidr))).toMatchObject({
    found: `"${cidr}"`,
    expected: `a range that does not overlap ${other}`,
    remedy: expect.stringContaining("share no address"),
  });
});

test("adjacent ranges don't overlap", () => {
  const network = { cidr: "172.16.0.0/16", serviceCidr: "172.17.0.0/16" };
  expect(problemsOf([awsEnvironment({ network })])).toEqual([]);
});

test("the subnets of all zones have to fit into the network", () => {
  const small = awsEnvironment({ network: { cidr: "10.10.0.0/20" } });
  expect(problemAt("network", small)).toMatchObject({
    found: "3 private subnets of /19 and 3 public ones of /24 in 10.10.0.0/20",
    expected: "subnets that fit into 10.10.0.0/20",
    remedy: "Use a larger network.cidr, or raise network.privateSubnetPrefix.",
  });
  const fitting = { cidr: "10.10.0.0/20", privateSubnetPrefix: 22, publicSubnetPrefix: 24 };
  expect(problemsOf([awsEnvironment({ network: fitting })])).toEqual([]);
});

test("public subnets that are larger than the private ones would not be aligned", () => {
  const network = { cidr: "10.10.0.0/16", privateSubnetPrefix: 24, publicSubnetPrefix: 20 };
  expect(problemAt("network", awsEnvironment({ network }))).toMatchObject({
    expected: "public subnets no larger than the private ones",
    remedy: "Raise network.publicSubnetPrefix to at least network.privateSubnetPrefix.",
  });
});

test("Google's proxies need 64 addresses", () => {
  const network = { cidr: "10.10.0.0/16", publicSubnetPrefix: 27 };
  expect(problemAt("network.publicSubnetPrefix", googleEnvironment({ network }))).toMatchObject({
    found: "27",
    remedy: "Lower network.publicSubnetPrefix to 26.",
  });
  expect(problemsOf([awsEnvironment({ network })])).toEqual([]);
});

test.each<[cidr: string, remedy: string]>([
  ["0.0.0.0/0", "List the ranges of your users; 0.0.0.0/0 exposes the API server to too many addresses."],
  ["128.0.0.0/1", "List the ranges of your users; 128.0.0.0/1 exposes the API server to too many addresses."],
  ["203.0.113.7/24", "Write it as 203.0.113.0/24: bits after the prefix must be 0."],
  ["203.0.113.256/32", "Write it as four numbers from 0 to 255 and a prefix length, e.g. 203.0.113.0/24."],
])("%s may not reach the API server", (cidr, remedy) => {
  const input = awsEnvironment({ cluster: { allowedCidrs: ["198.51.100.0/24", cidr] } });
  expect(problemsOf([input])).toEqual([
    { source: "0.ts", path: "cluster.allowedCidrs[1]", found: `"${cidr}"`, expected: expect.any(String), remedy },
  ]);
});
