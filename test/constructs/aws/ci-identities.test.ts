import { Bucket, CiIdentities, type CiIdentitiesProps, Key } from "../../../src/constructs/aws";
import { planStatements } from "../../../src/constructs/aws/plan-statements";
import { synthesizeConstruct } from "../synthesize-construct";

const stateBucket = Bucket.fromAttributes({
  name: "acme-dev-tfstate",
  region: "us-east-1",
  key: Key.fromAttributes({ arn: "arn:aws:kms:us-east-1:111111111111:key/k" }),
});
const minimal: CiIdentitiesProps = {
  planName: "acme-dev-ci-plan",
  deployName: "acme-dev-ci-deploy",
  rolePrefix: "acme-dev",
  accountId: "111111111111",
  repository: "acme/ml-platform",
  githubEnvironment: "dev",
  stateBucket,
};

const identities = (props: Partial<CiIdentitiesProps> = {}) =>
  synthesizeConstruct((scope) => new CiIdentities(scope, "ci", { ...minimal, ...props }));

function role({ all }: ReturnType<typeof identities>, name: string) {
  const found = all("aws_iam_role").find((candidate) => candidate.name === name);
  return { trust: JSON.parse(String(found?.assume_role_policy)).Statement, body: found };
}

test("only pull requests of the repository may plan", () => {
  const { trust } = role(identities(), "acme-dev-ci-plan");
  expect(trust).toHaveLength(1);
  expect(trust[0]).toMatchObject({
    Action: ["sts:AssumeRoleWithWebIdentity"],
    Condition: {
      StringEquals: {
        "token.actions.githubusercontent.com:aud": ["sts.amazonaws.com"],
        "token.actions.githubusercontent.com:sub": ["repo:acme/ml-platform:pull_request"],
      },
    },
  });
});

test("only jobs in the GitHub environment may deploy", () => {
  const { trust } = role(identities(), "acme-dev-ci-deploy");
  expect(trust[0].Condition.StringEquals["token.actions.githubusercontent.com:sub"]).toEqual([
    "repo:acme/ml-platform:environment:dev",
  ]);
});

test("a plan reads settings and the state, and changes nothing", () => {
  const { all } = identities();
  const planning = all("aws_iam_role_policy").filter(({ role: owner }) => String(owner).includes("plan"));
  const statements = planning.flatMap(({ policy }) => JSON.parse(String(policy)).Statement);
  const state = statements.filter(({ Sid }: { Sid: string }) => !Sid.startsWith("Read"));
  expect(state).toMatchObject([
    { Sid: "List", Resource: ["arn:aws:s3:::acme-dev-tfstate"] },
    { Sid: "Objects", Action: ["s3:GetObject", "s3:GetObjectVersion"], Resource: ["arn:aws:s3:::acme-dev-tfstate/*"] },
    { Sid: "Key", Action: ["kms:Decrypt"] },
  ]);
  const attached = all("aws_iam_role_policy_attachment").filter(({ role: owner }) => String(owner).includes("plan"));
  expect(attached).toEqual([]);
});

test("what a plan reads is in the account, with valid IAM ARNs", () => {
  const resources = planStatements("111111111111", "acme-dev")
    .filter(({ sid }) => sid !== "Read")
    .flatMap((statement) => statement.resources ?? []);
  const elsewhere = resources.filter((arn) => !arn.includes(":111111111111:") && !arn.startsWith("arn:aws:s3:::acme-"));
  expect(elsewhere).toEqual([]);
  // IAM refuses the policy otherwise: "cannot contain region information", "path must … start with … role/".
  expect(resources.filter((arn) => arn.startsWith("arn:aws:iam:"))).toEqual([
    "arn:aws:iam::111111111111:role/*",
    "arn:aws:iam::111111111111:instance-profile/*",
  ]);
});

test("a deployment manages the roles of its own environment, and can't escalate its own permissions", () => {
  const policies = identities()
    .all("aws_iam_role_policy")
    .flatMap(({ policy }) => JSON.parse(String(policy)).Statement);
  const statement = (sid: string) => policies.find(({ Sid }: { Sid: string }) => Sid === sid);
  expect(statement("ManageRoles").Resource).toEqual(["arn:aws:iam::111111111111:role/acme-dev-*"]);
  expect(statement("NotItself")).toMatchObject({
    Effect: "Deny",
    Resource: ["arn:aws:iam::111111111111:role/acme-dev-ci-plan", "arn:aws:iam::111111111111:role/acme-dev-ci-deploy"],
  });
});

test("an existing OIDC provider of the account is used", () => {
  const arn = "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com";
  expect(identities().all("aws_iam_openid_connect_provider")).toHaveLength(1);
  const existing = identities({ oidcProviderArn: arn });
  expect(existing.all("aws_iam_openid_connect_provider")).toEqual([]);
  expect(role(existing, "acme-dev-ci-plan").trust[0].Principal).toEqual({ Federated: [arn] });
});
