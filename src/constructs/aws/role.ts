import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "../../framework/terraform";
import { type PolicyStatement, policyDocument } from "./policy-document";

export interface RoleProps {
  /** At most 64 characters. */
  readonly name: string;
  readonly description: string;
  /** Who may assume the role: JSON of a trust policy. */
  readonly trust: string;
  /** Names of AWS managed policies, e.g. `AmazonEKSClusterPolicy`. @default - none */
  readonly managedPolicies?: readonly string[];
}

/** A principal that can be granted permissions: a role of this toolkit or an existing one. */
export interface Grantee {
  /** Adds an inline policy; the name is unique per grantee. */
  allow(name: string, statements: readonly PolicyStatement[]): void;
}

/** An IAM role whose permissions come from grants. */
export class Role extends Construct implements Grantee {
  readonly role: IamRole;
  readonly attachments: readonly IamRolePolicyAttachment[];

  constructor(scope: Construct, id: string, props: RoleProps) {
    super(scope, id);
    this.role = new IamRole(this, "role", {
      name: props.name,
      description: props.description,
      assumeRolePolicy: props.trust,
    });
    this.attachments = (props.managedPolicies ?? []).map(
      (policy) =>
        new IamRolePolicyAttachment(this, policy.replaceAll("/", "-"), {
          role: this.role.name,
          policyArn: `arn:aws:iam::aws:policy/${policy}`,
        }),
    );
  }

  get arn(): string {
    return this.role.arn;
  }

  get name(): string {
    return this.role.name;
  }

  allow(name: string, statements: readonly PolicyStatement[]): IamRolePolicy {
    return new IamRolePolicy(this, `policy-${name}`, {
      name,
      role: this.role.id,
      policy: policyDocument(statements),
    });
  }
}
