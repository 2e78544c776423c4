import { ProjectService } from "@cdktf/provider-google/lib/project-service";
import { Construct } from "../../framework/terraform";

export interface ProjectServicesProps {
  readonly projectId: string;
  /** APIs, e.g. `container.googleapis.com`. */
  readonly apis: readonly string[];
}

/** Enables the APIs of a project. They stay enabled when the stack is destroyed: others may use them by then. */
export class ProjectServices extends Construct {
  readonly services: readonly ProjectService[];

  constructor(scope: Construct, id: string, props: ProjectServicesProps) {
    super(scope, id);
    this.services = props.apis.map(
      (service) =>
        new ProjectService(this, service.split(".")[0] ?? service, {
          project: props.projectId,
          service,
          disableOnDestroy: false,
        }),
    );
  }
}
