import type { PolicyStatement } from "./policy-document";
import type { Grantee } from "./role";

/** Tag that the controller puts on everything that it creates. */
const OWN_TAG = "elbv2.k8s.aws/cluster";

const ALL = ["*"];

/** New resources must carry the controller's tag. */
const MADE = { Null: { [`aws:RequestTag/${OWN_TAG}`]: ["false"] } };

/** Resources to change must already carry it. */
const OWN = { Null: { [`aws:ResourceTag/${OWN_TAG}`]: ["false"] } };

/**
 * Permission to create network load balancers for services: that part of the controller's own policy, without the
 * permissions for web application firewalls, certificates and user pools that application load balancers need.
 * https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/install/iam_policy.json
 */
export function grantLoadBalancing(grantee: Grantee): void {
  grantee.allow("load-balancing", [...reading(), ...securityGroups(), ...loadBalancers()]);
}

function reading(): PolicyStatement[] {
  return [
    {
      sid: "ServiceLinkedRole",
      actions: ["iam:CreateServiceLinkedRole"],
      resources: ["arn:aws:iam::*:role/aws-service-role/elasticloadbalancing.amazonaws.com/*"],
      conditions: { StringEquals: { "iam:AWSServiceName": ["elasticloadbalancing.amazonaws.com"] } },
    },
    { sid: "GroupsOfNetwork", actions: ["ec2:GetSecurityGroupsForVpc"], resources: ["arn:aws:ec2:*:*:vpc/*"] },
    {
      sid: "Read",
      actions: [
        "ec2:DescribeAccountAttributes",
        "ec2:DescribeAddresses",
        "ec2:DescribeAvailabilityZones",
        "ec2:DescribeInstances",
        "ec2:DescribeInternetGateways",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeRouteTables",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeTags",
        "ec2:DescribeVpcPeeringConnections",
        "ec2:DescribeVpcs",
        "elasticloadbalancing:DescribeCapacityReservation",
        "elasticloadbalancing:DescribeListenerAttributes",
        "elasticloadbalancing:DescribeListenerCertificates",
        "elasticloadbalancing:DescribeListeners",
        "elasticloadbalancing:DescribeLoadBalancerAttributes",
        "elasticloadbalancing:DescribeLoadBalancers",
        "elasticloadbalancing:DescribeRules",
        "elasticloadbalancing:DescribeSSLPolicies",
        "elasticloadbalancing:DescribeTags",
        "elasticloadbalancing:DescribeTargetGroupAttributes",
        "elasticloadbalancing:DescribeTargetGroups",
        "elasticloadbalancing:DescribeTargetHealth",
        "elasticloadbalancing:DescribeTrustStores",
      ],
      resources: ALL,
    },
  ];
}

function securityGroups(): PolicyStatement[] {
  const groups = ["arn:aws:ec2:*:*:security-group/*"];
  return [
    {
      sid: "OpenNodes",
      actions: ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"],
      resources: groups,
    },
    {
      sid: "MakeGroups",
      actions: ["ec2:CreateSecurityGroup"],
      resources: ["arn:aws:ec2:*:*:security-group/*", "arn:aws:ec2:*:*:vpc/*"],
    },
    {
      sid: "TagNewGroups",
      actions: ["ec2:CreateTags"],
      resources: groups,
      conditions: { StringEquals: { "ec2:CreateAction": ["CreateSecurityGroup"] }, ...MADE },
    },
    {
      sid: "OwnGroups",
      actions: ["ec2:CreateTags", "ec2:DeleteTags", "ec2:DeleteSecurityGroup"],
      resources: groups,
      conditions: OWN,
    },
  ];
}

function loadBalancers(): PolicyStatement[] {
  const arn = (resource: string) => `arn:aws:elasticloadbalancing:*:*:${resource}`;
  const balancers = [arn("loadbalancer/net/*/*"), arn("targetgroup/*/*")];
  const listeners = [arn("loadbalancer/net/*/*"), arn("listener/net/*/*/*"), arn("listener-rule/net/*/*/*")];
  const actions = (...names: readonly string[]) => names.map((name) => `elasticloadbalancing:${name}`);
  return [
    {
      sid: "Make",
      actions: actions("CreateLoadBalancer", "CreateTargetGroup"),
      resources: balancers,
      conditions: MADE,
    },
    {
      sid: "TagNew",
      actions: actions("AddTags"),
      resources: balancers,
      conditions: {
        StringEquals: { "elasticloadbalancing:CreateAction": ["CreateTargetGroup", "CreateLoadBalancer"] },
        ...MADE,
      },
    },
    {
      sid: "Own",
      actions: actions(
        "AddTags",
        "DeleteLoadBalancer",
        "DeleteTargetGroup",
        "ModifyLoadBalancerAttributes",
        "ModifyTargetGroup",
        "ModifyTargetGroupAttributes",
        "RemoveTags",
        "SetIpAddressType",
        "SetSecurityGroups",
        "SetSubnets",
      ),
      resources: balancers,
      conditions: OWN,
    },
    {
      sid: "Listeners",
      actions: actions(
        "AddTags",
        "CreateListener",
        "CreateRule",
        "DeleteListener",
        "DeleteRule",
        "ModifyListener",
        "ModifyListenerAttributes",
        "ModifyRule",
        "RemoveTags",
        "SetRulePriorities",
      ),
      resources: listeners,
    },
    { sid: "Targets", actions: actions("RegisterTargets", "DeregisterTargets"), resources: [arn("targetgroup/*/*")] },
  ];
}
