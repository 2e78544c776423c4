import { blocksOf, isObject, type Resource, textFrom } from "../../../model";
import { ADVICE, fail, isTrue, PASS } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

const AMI_PATHS: Readonly<Record<string, string>> = { aws_instance: "ami", aws_launch_template: "image_id" };

/** `debian-cloud/debian-12` is a family; an image name ends in its date: `debian-12-bookworm-v20260114`. */
function isFamily(image: string): boolean {
  return !image.includes("${") && !/v?\d{8}/.test(image) && !/^\d+$/.test(image);
}

/** Karpenter replaces every node when a newer image is published. https://karpenter.sh/docs/tasks/managing-amis/ */
function nodeClass({ body }: Resource): Outcome[] {
  const terms = isObject(body.spec) ? blocksOf(body.spec.amiSelectorTerms) : [];
  const latest = terms.find(({ alias }) => textFrom(alias ?? "").endsWith("@latest"));
  return [latest ? fail(`${textFrom(latest.alias ?? "")} selects the newest image.`, "spec.amiSelectorTerms") : PASS];
}

export const machineImagesPinned: Rule = {
  id: "machine-images-pinned",
  title: "Machine images are pinned",
  why: "The next apply replaces machines with an image that has not been tested.",
  remedy: "Name the image, and change it in a separate commit.",
  severity: "low",
  area: "reproducibility",
  enforcement: ADVICE,
  link: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/ami",
  resourceTypes: [...Object.keys(AMI_PATHS), "google_compute_instance", "kubernetes/EC2NodeClass"],
  check: (machine, { graph }) => {
    if (machine.type === "kubernetes/EC2NodeClass") return nodeClass(machine);
    const path = AMI_PATHS[machine.type];
    if (path === undefined) {
      const image = graph.attribute(machine, "boot_disk.initialize_params.image");
      if (image.kind !== "known") return [];
      return [isFamily(String(image.value)) ? fail(`${String(image.value)} is an image family.`, "boot_disk") : PASS];
    }
    const latest =
      String(machine.body[path] ?? "").startsWith("resolve:ssm:") ||
      graph
        .references(machine, path)
        .some(
          ({ type, body }) => (type === "aws_ami" && isTrue(body.most_recent ?? false)) || type === "aws_ssm_parameter",
        );
    return [latest ? fail("The newest image is selected.", path) : PASS];
  },
  examples: {
    pass: { resource: { aws_instance: { train: { ami: "ami-0abcdef1234567890" } } } },
    fail: {
      data: { aws_ami: { ubuntu: { most_recent: true, owners: ["099720109477"] } } },
      resource: { aws_instance: { train: { ami: "${data.aws_ami.ubuntu.id}" } } },
    },
  },
};
