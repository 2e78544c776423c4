import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { Budget } from "../../constructs/google/budget";
import { CiIdentities } from "../../constructs/google/ci-identities";
import { Key } from "../../constructs/google/key";
import { KeyRing } from "../../constructs/google/key-ring";
import { ProjectServices } from "../../constructs/google/project-services";
import { ServiceAgents } from "../../constructs/google/service-agents";
import { StateBucket } from "../../constructs/google/state-bucket";
import { namesOf } from "../../environment/names";
import { type Construct, TerraformOutput } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import { type GoogleEnvironment, GoogleStack } from "./stack";

/** APIs that the stacks of an environment call. */
const APIS = [
  "artifactregistry.googleapis.com",
  "billingbudgets.googleapis.com",
  "cloudkms.googleapis.com",
  "cloudresourcemanager.googleapis.com",
  "compute.googleapis.com",
  "container.googleapis.com",
  "containerscanning.googleapis.com",
  "dns.googleapis.com",
  "iam.googleapis.com",
  "iamcredentials.googleapis.com",
  "logging.googleapis.com",
  "monitoring.googleapis.com",
  "secretmanager.googleapis.com",
  "servicenetworking.googleapis.com",
  "serviceusage.googleapis.com",
  "sqladmin.googleapis.com",
  "storage.googleapis.com",
  "sts.googleapis.com",
];

/**
 * What must exist before anything else: APIs, the state bucket and the identities of CI; and the budget, which needs a
 * role on the billing account that no CI should hold.
 */
export class GoogleBootstrap extends GoogleStack {
  constructor(scope: Construct, environment: GoogleEnvironment) {
    super(scope, "bootstrap", environment);
    const { cloud, deletionProtection } = environment;
    const { projectId, projectNumber, region } = cloud;
    const names = namesOf(environment);
    new RandomProvider(this, "random");
    const services = new ProjectServices(this, "apis", { projectId, apis: APIS });
    const agents = new ServiceAgents(this, "service-agents", { projectId, services });
    const keyRing = new KeyRing(this, "key-ring", { name: `${names.prefix}-state`, location: region });
    waitFor(keyRing.keyRing, services);
    const key = new Key(this, "state-key", {
      name: names.key("state"),
      keyRing,
      projectNumber,
      usedBy: ["storage.googleapis.com"],
      deletionProtection,
    });
    waitFor(key, agents);
    const { bucket } = new StateBucket(this, "state", { name: names.stateBucket, region, key, deletionProtection });
    const ci = new CiIdentities(this, "ci", {
      planName: names.ciIdentity("plan"),
      deployName: names.ciIdentity("deploy"),
      poolName: `${names.prefix}-ci`,
      projectId,
      repository: environment.repository,
      githubEnvironment: environment.name,
      stateBucket: bucket,
    });
    waitFor(ci, services);
    const budget = new Budget(this, "budget", {
      name: names.prefix,
      ...environment.budget,
      billingAccount: cloud.billingAccount,
      projectId,
      projectNumber,
    });
    waitFor(budget, services);
    new TerraformOutput(this, "state-bucket", { value: names.stateBucket });
    new TerraformOutput(this, "ci-provider", { value: ci.provider.name });
    new TerraformOutput(this, "ci-plan-account", { value: ci.plan.account.email });
    new TerraformOutput(this, "ci-deploy-account", { value: ci.deploy.account.email });
  }
}
