import type { EnvironmentInput } from "../../../src/environment";
import { problemsOf as problemsOfAll } from "../problems-of";
import { awsEnvironment, googleEnvironment, OIDC } from "../valid-environments";

type PlatformInput = NonNullable<EnvironmentInput["platform"]>;

const PLATFORM: PlatformInput = {
  domain: "dev.ml.example.com",
  oidc: OIDC,
};

const { cloud } = awsEnvironment();

function withPlatform(platform: object, more: object = {}): unknown {
  return {
    ...awsEnvironment(),
    cloud: { ...cloud, dnsZone: "Z0123456789ABCDEF" },
    platform: { ...PLATFORM, ...platform },
    ...more,
  };
}

const problemsOf = (input: unknown) => problemsOfAll([input]);
const paths = (input: unknown) => problemsOf(input).map(({ path }) => path);

test("a platform only needs a domain and single sign-on", () => {
  expect(problemsOf(withPlatform({}))).toEqual([]);
});

describe("a person who deploys without CI", () => {
  const local = { state: "local" };
  const ROLE = "arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef";

  test("has to be a cluster administrator on AWS, where the creator of a cluster gets no rights", () => {
    expect(problemsOf(withPlatform({}, local))).toMatchObject([
      { path: "cloud.clusterAdministrators", remedy: expect.stringContaining("ARN") },
    ]);
  });

  test("may use a role of IAM Identity Center, with its path", () => {
    const named = { ...cloud, dnsZone: "Z0123456789ABCDEF", clusterAdministrators: [ROLE] };
    expect(problemsOf(withPlatform({}, { ...local, cloud: named }))).toEqual([]);
  });

  test("needs no role on the cluster for a foundation without a platform", () => {
    expect(problemsOf({ ...awsEnvironment(), ...local })).toEqual([]);
  });

  test("has rights on Google Cloud as owner of the project", () => {
    const google = googleEnvironment();
    const input = { ...google, ...local, cloud: { ...google.cloud, dnsZone: "zone" }, platform: PLATFORM };
    expect(problemsOf(input)).toEqual([]);
  });
});

test("a platform needs a DNS zone on both clouds", () => {
  expect(paths({ ...awsEnvironment(), platform: PLATFORM })).toEqual(["cloud.dnsZone"]);
  expect(paths({ ...googleEnvironment(), platform: PLATFORM })).toEqual(["cloud.dnsZone"]);
});

test("a missing requirement is reported at the component that needs it", () => {
  const [problem] = problemsOf(withPlatform({ components: { istio: false } }));
  expect(problem).toMatchObject({ path: "platform.components.entry", found: "entry without istio" });
});

test("a Kubernetes version that a component doesn't support is rejected", () => {
  const problems = problemsOf(withPlatform({}, { cluster: { version: "1.32", extendedSupport: true } }));
  expect(problems.map(({ found }) => found)).toContain("cert-manager 1.21.1 on Kubernetes 1.32");
});

test("a component without a free licence is rejected until its licence is accepted", () => {
  const seldon = { components: { "seldon-core": true } };
  expect(problemsOf(withPlatform(seldon))).toEqual([
    expect.objectContaining({ path: "platform.components.seldon-core", found: expect.stringContaining("BUSL-1.1") }),
  ]);
  expect(problemsOf(withPlatform({ ...seldon, acceptedLicences: ["BUSL-1.1"] }))).toEqual([]);
});

test("the serving mode that splits traffic needs Knative", () => {
  const withoutKnative = { components: { knative: false } };
  expect(paths(withPlatform(withoutKnative))).toEqual(["platform.servingMode"]);
  expect(paths(withPlatform({ ...withoutKnative, servingMode: "standard" }))).toEqual([]);
});

test.each(["registry.example.com/mirror", "https://registry.example.com", "oci://", "oci://UPPER.example.com"])(
  "a mirror such as %s is rejected: it has no protocol, or the wrong one",
  (mirror) => {
    expect(paths(withPlatform({ mirror }))).toEqual(["platform.mirror"]);
  },
);

describe("teams", () => {
  const team = (name: string) => ({ name, groups: ["g"], quota: { cpu: 8, memoryGiB: 32, gpus: 0 } });

  test.each(["Fraud", "fraud_team", "-fraud", "a".repeat(64), "fraud.team"])("%s is not a namespace name", (name) => {
    expect(paths(withPlatform({ teams: [team(name)] }))).toEqual(["platform.teams[0].name"]);
  });

  test.each(["default", "kube-system", "kube-anything"])("%s is reserved by Kubernetes", (name) => {
    expect(paths(withPlatform({ teams: [team(name)] }))).toEqual(["platform.teams[0].name"]);
  });

  test.each(["mlflow", "foundation", "model-delivery", "istio-system"])("%s is a namespace of the platform", (name) => {
    expect(problemsOf(withPlatform({ teams: [team(name)] }))).toEqual([
      expect.objectContaining({
        path: "platform.teams[0].name",
        found: `"${name}", a namespace of the platform`,
        remedy: `Rename the team, e.g. to ${name}-team.`,
      }),
    ]);
  });

  test("two teams with the same name would share a namespace", () => {
    expect(problemsOf(withPlatform({ teams: [team("fraud"), team("fraud")] }))).toEqual([
      expect.objectContaining({ path: "platform.teams[1].name", found: expect.stringContaining("platform.teams[0]") }),
    ]);
  });
});

test("all problems are reported at once", () => {
  const problems = paths(
    withPlatform({
      mirror: "registry.example.com",
      components: { istio: false, typo: true },
      teams: [{ name: "Fraud", groups: [], quota: { cpu: 0, memoryGiB: 1, gpus: 0 } }],
    }),
  );
  for (const path of [
    "platform.mirror",
    "platform.components.entry",
    "platform.teams[0].name",
    "platform.teams[0].groups",
    "platform.teams[0].quota.cpu",
  ])
    expect(problems).toContain(path);
  expect(problems.some((path) => path.startsWith("platform.components") && path.includes("typo"))).toBe(true);
});

describe("the server of Airflow's DAGs", () => {
  const gitlab = { profile: "standard", dagsRepository: "git@gitlab.example.com:ml/dags.git" } as const;

  test("is known if it is github.com", () => {
    expect(problemsOf(withPlatform({ dagsRepository: "git@github.com:acme/dags.git" }))).toEqual([]);
  });

  test("needs its keys otherwise, because Airflow would read nothing", () => {
    expect(problemsOf(withPlatform(gitlab))).toMatchObject([
      { path: "platform.dagsKnownHosts", remedy: expect.stringContaining("ssh-keyscan gitlab.example.com") },
    ]);
    const other = { ...gitlab, dagsKnownHosts: "git.example.com ssh-ed25519 AAAAC3Nz" };
    expect(paths(withPlatform(other))).toEqual(["platform.dagsKnownHosts"]);
  });

  test("needs no keys without Airflow", () => {
    expect(problemsOf(withPlatform({ ...gitlab, components: { airflow: false } }))).toEqual([]);
  });

  test("is verified with the keys that are named", () => {
    const dagsKnownHosts = "gitlab.example.com ssh-ed25519 AAAAC3Nz\ngitlab.example.com ssh-rsa AAAAB3Nz";
    expect(problemsOf(withPlatform({ ...gitlab, dagsKnownHosts }))).toEqual([]);
    expect(paths(withPlatform({ ...gitlab, dagsKnownHosts: "gitlab.example.com" }))).toContain(
      "platform.dagsKnownHosts",
    );
  });
});
