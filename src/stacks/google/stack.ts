import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import type { CloudEnvironment, GoogleCloud } from "../../environment/environment";
import { namesOf, tagsOf } from "../../environment/names";
import { type Construct, GcsBackend, TerraformStack } from "../../framework/terraform";
import { setBackend, TERRAFORM_VERSION } from "../backend";
import { type StackName, stackId } from "../stack-id";

export type GoogleEnvironment = CloudEnvironment & { readonly cloud: GoogleCloud };

/** A stack of a Google environment: its provider, its labels and its state backend. */
export class GoogleStack extends TerraformStack {
  constructor(scope: Construct, name: StackName, environment: GoogleEnvironment) {
    super(scope, stackId(environment, name));
    const { projectId, region } = environment.cloud;
    this.addOverride("terraform.required_version", TERRAFORM_VERSION);
    const provider = new GoogleProvider(this, "google", {
      project: projectId,
      region,
      // Budgets belong to a billing account; this sets the project whose quota the calls use.
      billingProject: projectId,
      userProjectOverride: true,
    });
    // As a property, cdktf 0.21 would turn cost-centre into cost_centre.
    provider.addOverride("default_labels", tagsOf(environment));
    setBackend(this, name, environment, () => {
      new GcsBackend(this, { bucket: namesOf(environment).stateBucket, prefix: name });
    });
  }
}
