import { problemsOf } from "../problems-of";
import { awsEnvironment, googleEnvironment, kubernetesEnvironment } from "../valid-environments";

test("two environments of a cloud can't have the same name", () => {
  const twin = awsEnvironment({ network: { cidr: "10.20.0.0/16" } });
  expect(problemsOf([awsEnvironment(), twin])).toEqual([
    {
      source: "1.ts",
      path: "name",
      found: '"dev", as in 0.ts',
      expected: "a name that no other environment on aws has",
      remedy: "Rename one of the two: stacks and resources take the environment's name.",
    },
  ]);
});

test("networks of one cloud can't overlap", () => {
  const other = awsEnvironment({ name: "staging", network: { cidr: "10.10.128.0/17" } });
  expect(problemsOf([awsEnvironment(), other])).toMatchObject([
    { source: "1.ts", path: "network.cidr", found: '"10.10.128.0/17", which overlaps 10.10.0.0/16 of 0.ts' },
  ]);
});

test("environments on different clouds may share name and range", () => {
  expect(problemsOf([awsEnvironment(), googleEnvironment()])).toEqual([]);
});

test("another problem in a file doesn't hide its conflict with a second file", () => {
  const other = { ...awsEnvironment({ name: "staging" }), tier: "production" };
  expect(problemsOf([awsEnvironment(), other]).map(({ path }) => path)).toEqual(["tier", "network.cidr"]);
});

test("two environments can't be on the same cluster: each would take over the other's namespaces", () => {
  expect(problemsOf([kubernetesEnvironment(), kubernetesEnvironment({ name: "staging" })])).toMatchObject([
    { source: "1.ts", path: "cloud.context", found: '"kind-mlops", as in 0.ts' },
  ]);
  const others = [{ context: "kind-other" }, { context: "kind-mlops", kubeconfig: "/etc/other" }];
  for (const other of others) {
    const cloud = { provider: "kubernetes", ...other } as const;
    expect(problemsOf([kubernetesEnvironment(), kubernetesEnvironment({ name: "staging", cloud })])).toEqual([]);
  }
});
