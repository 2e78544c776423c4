import { DataGoogleStorageProjectServiceAccount } from "@cdktf/provider-google/lib/data-google-storage-project-service-account";
import { Construct, TerraformProvider, TerraformResource, TerraformStack } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import type { ProjectServices } from "./project-services";

/**
 * Google's service agents that encrypt and decrypt with our keys, by the API they belong to.
 * https://cloud.google.com/iam/docs/service-agents
 */
const AGENT_DOMAINS = {
  "artifactregistry.googleapis.com": "gcp-sa-artifactregistry",
  "compute.googleapis.com": "compute-system",
  "container.googleapis.com": "container-engine-robot",
  "secretmanager.googleapis.com": "gcp-sa-secretmanager",
  "sqladmin.googleapis.com": "gcp-sa-cloud-sql",
  "storage.googleapis.com": "gs-project-accounts",
} as const;

export type ServiceAgentApi = keyof typeof AGENT_DOMAINS;

export interface ServiceAgentsProps {
  readonly projectId: string;
  /**
   * The project's APIs; agents are created after them, and the first plan doesn't query one whose API is still
   * disabled.
   */
  readonly services: ProjectServices;
}

/**
 * Makes Google create the service agents that encryption with customer-managed keys needs: in a new project they don't
 * exist yet, and a key can't be shared with an identity that doesn't exist. Once for each project, before its first
 * key. Only the `google-beta` provider can do it, with one small resource type; that is why it's declared here by hand
 * instead of through a provider package.
 * https://registry.terraform.io/providers/hashicorp/google-beta/latest/docs/resources/project_service_identity
 */
export class ServiceAgents extends Construct {
  constructor(scope: Construct, id: string, props: ServiceAgentsProps) {
    super(scope, id);
    const provider = new GoogleBetaProvider(TerraformStack.of(this), props.projectId);
    for (const api of apis().filter((api) => api !== "storage.googleapis.com")) {
      const identity = new TerraformResource(this, api.split(".")[0] ?? api, {
        terraformResourceType: "google_project_service_identity",
        terraformGeneratorMetadata: { providerName: "google-beta" },
        provider,
      });
      waitFor(identity, props.services);
      identity.addOverride("project", props.projectId);
      identity.addOverride("service", api);
    }
    // Reading this agent's address creates it.
    new DataGoogleStorageProjectServiceAccount(this, "storage", {
      project: props.projectId,
      dependsOn: [...props.services.services],
    });
  }
}

/** An agent as a member of an IAM policy. */
export function serviceAgentMember(projectNumber: string, api: ServiceAgentApi): string {
  return `serviceAccount:service-${projectNumber}@${AGENT_DOMAINS[api]}.iam.gserviceaccount.com`;
}

function apis(): ServiceAgentApi[] {
  return Object.keys(AGENT_DOMAINS) as ServiceAgentApi[];
}

/** The provider configuration that the resource above needs. */
class GoogleBetaProvider extends TerraformProvider {
  constructor(
    stack: TerraformStack,
    private readonly projectId: string,
  ) {
    super(stack, "google-beta", {
      terraformResourceType: "google-beta",
      terraformProviderSource: "google-beta",
      terraformGeneratorMetadata: { providerName: "google-beta", providerVersion: "6.50.0" },
    });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { project: this.projectId };
  }
}
