import { FROM_STAGING, fail, isTrue, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

export const amiOwnerNamed: Rule = {
  id: "ami-owner-named",
  title: "Machine images have a named owner",
  why: "Anyone can publish a newer image of the same name, and most_recent selects it.",
  remedy: "Set owners on the aws_ami data source.",
  severity: "critical",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-ami-allowed-amis.html",
  equivalents: { checkov: ["CKV_AWS_386"] },
  resourceTypes: ["aws_instance", "aws_launch_template", "aws_launch_configuration"],
  check: (machine, { graph }) =>
    graph
      .references(machine, machine.type === "aws_instance" ? "ami" : "image_id")
      .filter(({ type, body }) => type === "aws_ami" && isTrue(body.most_recent ?? false))
      .map((image) => {
        const owners = [image.body.owners ?? []].flat();
        const byFilter = graph
          .blocks(image, "filter")
          .some(({ name }) => name === "owner-id" || name === "owner-alias");
        return owners.length > 0 || byFilter ? PASS : fail(`${image.address} accepts images from any owner.`);
      }),
  examples: {
    pass: {
      data: { aws_ami: { ubuntu: { most_recent: true, owners: ["099720109477"] } } },
      resource: { aws_instance: { train: { ami: "${data.aws_ami.ubuntu.id}" } } },
    },
    fail: {
      data: { aws_ami: { ubuntu: { most_recent: true, filter: [{ name: "name", values: ["ubuntu-*"] }] } } },
      resource: { aws_instance: { train: { ami: "${data.aws_ami.ubuntu.id}" } } },
    },
  },
};
