import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "../../framework/terraform";
import type { Cluster } from "./cluster";
import { type PolicyStatement, policyDocument } from "./policy-document";
import type { Grantee } from "./role";

export interface NodeProvisioningProps {
  readonly cluster: Cluster;
  readonly accountId: string;
  readonly region: string;
}

/** Events that EC2 sends before it reclaims a node. */
const EVENTS: Readonly<Record<string, { readonly source: string; readonly detailType: string }>> = {
  "scheduled-change": { source: "aws.health", detailType: "AWS Health Event" },
  "spot-interruption": { source: "aws.ec2", detailType: "EC2 Spot Instance Interruption Warning" },
  rebalance: { source: "aws.ec2", detailType: "EC2 Instance Rebalance Recommendation" },
  "state-change": { source: "aws.ec2", detailType: "EC2 Instance State-change Notification" },
};

/**
 * What Karpenter needs from AWS: a queue with interruption events, an instance profile for new nodes, and permission to
 * launch and terminate the instances of its own cluster only.
 * https://karpenter.sh/docs/reference/cloudformation/
 */
export class NodeProvisioning extends Construct {
  readonly queue: SqsQueue;
  readonly instanceProfile: IamInstanceProfile;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: NodeProvisioningProps,
  ) {
    super(scope, id);
    const { name } = props.cluster;
    this.queue = new SqsQueue(this, "queue", {
      name: `${name}-node-interruptions`,
      // Seconds: an event that was not processed within five minutes is obsolete.
      messageRetentionSeconds: 300,
      sqsManagedSseEnabled: true,
    });
    this.admitEvents();
    this.instanceProfile = new IamInstanceProfile(this, "instance-profile", {
      name: `${name}-nodes`,
      role: props.cluster.nodeRoleName,
    });
  }

  /** Allows the controller to manage nodes of this cluster. */
  grantProvisioning(grantee: Grantee): void {
    grantee.allow("provision-nodes", [...this.instances(), ...this.surroundings()]);
  }

  private admitEvents(): void {
    const { name } = this.props.cluster;
    new SqsQueuePolicy(this, "queue-policy", {
      queueUrl: this.queue.url,
      policy: policyDocument([
        {
          sid: "Events",
          principals: { type: "Service", identifiers: ["events.amazonaws.com"] },
          actions: ["sqs:SendMessage"],
          resources: [this.queue.arn],
        },
        {
          sid: "DenyWithoutTls",
          effect: "Deny",
          principals: "*",
          actions: ["sqs:*"],
          resources: [this.queue.arn],
          conditions: { Bool: { "aws:SecureTransport": ["false"] } },
        },
      ]),
    });
    for (const [id, { source, detailType }] of Object.entries(EVENTS)) {
      const rule = new CloudwatchEventRule(this, id, {
        name: `${name}-${id}`,
        eventPattern: JSON.stringify({ source: [source], "detail-type": [detailType] }),
      });
      new CloudwatchEventTarget(this, `${id}-target`, { rule: rule.name, arn: this.queue.arn });
    }
  }

  /** Everything that Karpenter creates carries the cluster's tag, and it may only terminate what carries it. */
  private instances(): PolicyStatement[] {
    const { cluster, region } = this.props;
    const arn = (resource: string) => `arn:aws:ec2:${region}:*:${resource}/*`;
    const made = ["fleet", "instance", "volume", "network-interface", "launch-template", "spot-instances-request"].map(
      arn,
    );
    const owned = `kubernetes.io/cluster/${cluster.name}`;
    const requested = {
      StringEquals: {
        [`aws:RequestTag/${owned}`]: ["owned"],
        "aws:RequestTag/eks:eks-cluster-name": [cluster.name],
      },
      StringLike: { "aws:RequestTag/karpenter.sh/nodepool": ["*"] },
    };
    const own = {
      StringEquals: { [`aws:ResourceTag/${owned}`]: ["owned"] },
      StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": ["*"] },
    };
    return [
      {
        sid: "Use",
        actions: ["ec2:RunInstances", "ec2:CreateFleet"],
        resources: [
          `arn:aws:ec2:${region}::image/*`,
          `arn:aws:ec2:${region}::snapshot/*`,
          ...["security-group", "subnet", "capacity-reservation", "placement-group"].map(arn),
        ],
      },
      {
        sid: "UseTemplates",
        actions: ["ec2:RunInstances", "ec2:CreateFleet"],
        resources: [arn("launch-template")],
        conditions: own,
      },
      {
        sid: "Make",
        actions: ["ec2:RunInstances", "ec2:CreateFleet", "ec2:CreateLaunchTemplate"],
        resources: made,
        conditions: requested,
      },
      {
        sid: "TagNew",
        actions: ["ec2:CreateTags"],
        resources: made,
        conditions: {
          ...requested,
          StringEquals: {
            ...requested.StringEquals,
            "ec2:CreateAction": ["RunInstances", "CreateFleet", "CreateLaunchTemplate"],
          },
        },
      },
      {
        sid: "TagOwn",
        actions: ["ec2:CreateTags"],
        resources: [arn("instance")],
        conditions: {
          ...own,
          "ForAllValues:StringEquals": { "aws:TagKeys": ["eks:eks-cluster-name", "karpenter.sh/nodeclaim", "Name"] },
        },
      },
      {
        sid: "End",
        actions: ["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"],
        resources: [arn("instance"), arn("launch-template")],
        conditions: own,
      },
    ];
  }

  private surroundings(): PolicyStatement[] {
    const { cluster, accountId, region } = this.props;
    return [
      {
        sid: "NodeRole",
        actions: ["iam:PassRole"],
        resources: [cluster.nodeRoleArn],
        conditions: { StringEquals: { "iam:PassedToService": ["ec2.amazonaws.com"] } },
      },
      // An account that has never used spot capacity lacks this role. The first request creates it, with the
      // requester's permissions; the role serves the whole account, so no stack owns it.
      // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/service-linked-roles-spot-instance-requests.html
      {
        sid: "SpotRole",
        actions: ["iam:CreateServiceLinkedRole"],
        resources: [`arn:aws:iam::${accountId}:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot`],
        conditions: { StringEquals: { "iam:AWSServiceName": ["spot.amazonaws.com"] } },
      },
      {
        sid: "InstanceProfile",
        actions: ["iam:GetInstanceProfile"],
        resources: [`arn:aws:iam::${accountId}:instance-profile/${cluster.name}-nodes`],
      },
      {
        sid: "Cluster",
        actions: ["eks:DescribeCluster"],
        resources: [`arn:aws:eks:${region}:${accountId}:cluster/${cluster.name}`],
      },
      {
        sid: "Interruptions",
        actions: ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"],
        resources: [this.queue.arn],
      },
      {
        sid: "Read",
        actions: [
          "ec2:DescribeCapacityReservations",
          "ec2:DescribeImages",
          "ec2:DescribeInstances",
          "ec2:DescribeInstanceStatus",
          "ec2:DescribeInstanceTypeOfferings",
          "ec2:DescribeInstanceTypes",
          "ec2:DescribeLaunchTemplates",
          "ec2:DescribePlacementGroups",
          "ec2:DescribeSecurityGroups",
          "ec2:DescribeSpotPriceHistory",
          "ec2:DescribeSubnets",
        ],
        resources: ["*"],
        conditions: { StringEquals: { "aws:RequestedRegion": [region] } },
      },
      // Prices have no owner and no resource ARN.
      { sid: "Prices", actions: ["pricing:GetProducts"], resources: ["*"] },
      { sid: "Profiles", actions: ["iam:ListInstanceProfiles"], resources: ["*"] },
      { sid: "Images", actions: ["ssm:GetParameter"], resources: [`arn:aws:ssm:${region}::parameter/aws/service/*`] },
    ];
  }
}
