import { Cluster, Key, Network, NodeProvisioning, WorkloadIdentity } from "../../../src/constructs/aws";
import { synthesizeConstruct } from "../synthesize-construct";

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

const { only, all } = synthesizeConstruct((scope) => {
  const key = Key.fromAttributes({ arn: "arn:aws:kms:us-east-1:111111111111:key/k" });
  const network = Network.fromAttributes({
    vpcId: "vpc-1",
    cidr: "10.0.0.0/16",
    privateSubnetIds: ["subnet-a"],
    publicSubnetIds: [],
  });
  const cluster = new Cluster(scope, "cluster", {
    name: "acme-prod",
    region: "us-east-1",
    version: "1.35",
    network,
    key,
    logKey: key,
  });
  const identity = new WorkloadIdentity(scope, "karpenter", {
    name: "acme-prod-karpenter",
    cluster,
    namespace: "karpenter",
    serviceAccount: "karpenter",
  });
  new NodeProvisioning(scope, "provisioning", {
    cluster,
    accountId: "111111111111",
    region: "us-east-1",
  }).grantProvisioning(identity);
});

const statements: readonly Statement[] = JSON.parse(String(only("aws_iam_role_policy").policy)).Statement;

test("every interruption event reaches the queue", () => {
  const sources = all("aws_cloudwatch_event_rule").map(
    ({ event_pattern }) => JSON.parse(String(event_pattern))["detail-type"][0],
  );
  expect(sources.sort()).toEqual([
    "AWS Health Event",
    "EC2 Instance Rebalance Recommendation",
    "EC2 Instance State-change Notification",
    "EC2 Spot Instance Interruption Warning",
  ]);
  const targets = new Set(all("aws_cloudwatch_event_target").map(({ arn }) => arn));
  expect([...targets]).toEqual([expect.stringMatching(/^\$\{aws_sqs_queue\..*\.arn\}$/)]);
  expect(all("aws_cloudwatch_event_target")).toHaveLength(4);
});

test("the queue is encrypted, and denies requests without TLS", () => {
  expect(only("aws_sqs_queue")).toMatchObject({ name: "acme-prod-node-interruptions", sqs_managed_sse_enabled: true });
  const policy: readonly Statement[] = JSON.parse(String(only("aws_sqs_queue_policy").policy)).Statement;
  expect(policy.filter(({ Effect }) => Effect === "Deny").map(({ Condition }) => Condition)).toEqual([
    { Bool: { "aws:SecureTransport": ["false"] } },
  ]);
});

test("new nodes have the role of the others, and no other role can be passed to them", () => {
  expect(only("aws_iam_instance_profile").role).toEqual(expect.stringContaining("aws_iam_role.cluster_node-role"));
  const pass = statements.filter(({ Action }) => Action.includes("iam:PassRole"));
  expect(pass).toEqual([
    expect.objectContaining({
      Resource: [expect.stringContaining("aws_iam_role.cluster_node-role")],
      Condition: { StringEquals: { "iam:PassedToService": ["ec2.amazonaws.com"] } },
    }),
  ]);
});

test("only instances and templates of this cluster can be terminated", () => {
  const ending = statements.filter(({ Action }) => Action.some((action) => /Terminate|Delete(?!Message)/.test(action)));
  expect(ending.map(({ Condition }) => Condition?.StringEquals)).toEqual([
    { "aws:ResourceTag/kubernetes.io/cluster/acme-prod": ["owned"] },
  ]);
});

test("new resources must carry the tag of this cluster", () => {
  const make = statements.find(({ Sid }) => Sid === "Make");
  expect(make?.Condition?.StringEquals).toMatchObject({
    "aws:RequestTag/kubernetes.io/cluster/acme-prod": ["owned"],
  });
});

test("the first spot request of an account creates the spot role, and no other role", () => {
  const roles = statements.filter(({ Action }) => Action.includes("iam:CreateServiceLinkedRole"));
  expect(roles).toMatchObject([
    {
      Effect: "Allow",
      Resource: ["arn:aws:iam::111111111111:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot"],
      Condition: { StringEquals: { "iam:AWSServiceName": ["spot.amazonaws.com"] } },
    },
  ]);
});
