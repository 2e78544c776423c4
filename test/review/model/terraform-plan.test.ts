import { readPolicy } from "../../../src/review/guardrails/policy-document";
import { ResourceGraph } from "../../../src/review/model";
import { addressesOf, graphOfPlan, recordedPlan, resourceAt } from "./recorded-plan";

describe("a plan that creates", () => {
  const graph = graphOfPlan("create");
  const bucket = 'module.bucket["models"].aws_s3_bucket.this';

  test("every instance is a resource, including in modules", () => {
    expect(addressesOf(graph.ofType("aws_db_instance"))).toEqual([
      "aws_db_instance.main[0]",
      "aws_db_instance.main[1]",
    ]);
    expect(addressesOf(graph.ofType("aws_s3_bucket"))).toEqual([
      'module.bucket["data"].aws_s3_bucket.this',
      'module.bucket["models"].aws_s3_bucket.this',
    ]);
    expect(resourceAt(graph, bucket)).toMatchObject({ type: "aws_s3_bucket", name: "this", stack: "plan" });
    expect(graph.attribute(resourceAt(graph, bucket), "bucket")).toEqual({ kind: "known", value: "acme-models" });
  });

  test("values known after apply are unknown, with their source", () => {
    const instance = resourceAt(graph, "aws_db_instance.main[0]");
    expect(graph.attribute(instance, "kms_key_id")).toEqual({
      kind: "unknown",
      expression: "${known after apply: aws_kms_key.main.arn}",
    });
  });

  test("unset values are absent, although the provider will choose one", () => {
    const instance = resourceAt(graph, "aws_db_instance.main[0]");
    expect(graph.attribute(instance, "backup_retention_period")).toEqual({ kind: "absent" });
    expect(graph.attribute(instance, "multi_az")).toEqual({ kind: "absent" });
    expect(graph.attribute(instance, "deletion_protection")).toEqual({ kind: "absent" });
    expect(graph.attribute(instance, "restore_to_point_in_time")).toEqual({ kind: "absent" });
  });

  test("references are followed through module inputs", () => {
    const encryption = resourceAt(
      graph,
      'module.bucket["models"].aws_s3_bucket_server_side_encryption_configuration.this',
    );
    const key = "rule.apply_server_side_encryption_by_default.kms_master_key_id";
    expect(graph.attribute(encryption, key).kind).toBe("unknown");
    expect(addressesOf(graph.references(encryption, key))).toEqual(["aws_kms_key.main"]);
    expect(addressesOf(graph.referrers(resourceAt(graph, "aws_kms_key.main"), "aws_db_instance"))).toEqual([
      "aws_db_instance.main[0]",
      "aws_db_instance.main[1]",
    ]);
  });

  test("references are followed through module outputs, to the selected instance", () => {
    const policy = resourceAt(graph, "aws_s3_bucket_policy.models");
    expect(addressesOf(graph.references(policy, "bucket"))).toEqual([bucket]);
    expect(addressesOf(graph.referrers(resourceAt(graph, bucket), "aws_s3_bucket_policy"))).toEqual([policy.address]);
  });

  test("a reference with a known value is still a reference", () => {
    const encryption = resourceAt(
      graph,
      'module.bucket["data"].aws_s3_bucket_server_side_encryption_configuration.this',
    );
    expect(graph.attribute(encryption, "bucket")).toEqual({ kind: "known", value: "acme-data" });
    expect(addressesOf(graph.references(encryption, "bucket"))).toEqual(['module.bucket["data"].aws_s3_bucket.this']);
  });

  test("count.index selects the instance with the same index", () => {
    const alarm = resourceAt(graph, "aws_cloudwatch_metric_alarm.cpu[1]");
    expect(addressesOf(graph.references(alarm))).toEqual(["aws_db_instance.main[1]"]);
  });

  test("a policy document that isn't read yet shows its future content", () => {
    const policy = resourceAt(graph, "aws_s3_bucket_policy.models");
    expect(readPolicy(policy.body.policy)).toMatchObject([
      {
        effect: "Deny",
        actions: ["s3:*"],
        resources: [expect.stringContaining("known after apply")],
        conditions: { Bool: { "aws:SecureTransport": ["false"] } },
      },
    ]);
    expect(graph.attribute(policy, "policy").kind).toBe("unknown");
  });

  test("the values of a dynamic block are known if the plan has them", () => {
    const group = resourceAt(graph, "aws_security_group.open");
    expect(graph.attribute(group, "ingress.cidr_blocks")).toEqual({ kind: "known", value: ["0.0.0.0/0"] });
  });

  test("a sensitive value appears nowhere", () => {
    const instance = resourceAt(graph, "aws_db_instance.main[0]");
    expect(graph.attribute(instance, "password")).toEqual({
      kind: "unknown",
      expression: "${sensitive value: var.password}",
    });
    expect(JSON.stringify([graph.resources, graph.stacks])).not.toContain("hunter2");
  });

  test("providers have their region, also from a variable, and their default tags; there is no backend", () => {
    const [stack] = graph.stacks;
    expect(stack?.backend).toBeUndefined();
    expect(stack?.providers.aws).toMatchObject([
      { region: "us-east-1", default_tags: [{ tags: { owner: "ml" } }] },
      { alias: "west", region: "us-west-2" },
    ]);
    expect(resourceAt(graph, "aws_ebs_volume.west").body.provider).toBe("aws.west");
  });
});

describe("a plan that changes", () => {
  const graph = graphOfPlan("change");

  test("a deletion is a resource that is only in the state", () => {
    const key = resourceAt(graph, "aws_kms_key.old");
    expect(key.mode).toBe("deleted");
    expect(key.change).toMatchObject({ actions: ["delete"], before: { enable_key_rotation: true }, after: undefined });
    expect(graph.ofType("aws_kms_key")).toEqual([]);
    expect(graph.changesOf("aws_kms_key")).toEqual([key]);
  });

  test("a replacement names the attributes that force it", () => {
    const bucket = resourceAt(graph, "aws_s3_bucket.models");
    expect(bucket.change).toMatchObject({ actions: ["delete", "create"], replacePaths: ["bucket"] });
    expect(bucket.change?.before).toMatchObject({ bucket: "acme-models" });
    expect(bucket.change?.after).toMatchObject({ bucket: "acme-models-2" });
  });

  test("an unchanged resource isn't a change; its deleted deposed copy is one", () => {
    expect(addressesOf(graph.ofType("aws_sqs_queue"))).toEqual(["aws_sqs_queue.kept"]);
    expect(addressesOf(graph.changesOf("aws_sqs_queue"))).toEqual(["aws_sqs_queue.kept (deposed 00000001)"]);
  });

  test("a sensitive literal only shows that it exists, before and after", () => {
    const instance = resourceAt(graph, "aws_db_instance.main");
    expect(graph.attribute(instance, "password")).toEqual({ kind: "known", value: "(sensitive value)" });
    expect(instance.change?.before?.password).toBe("(sensitive value)");
    expect(JSON.stringify([graph.resources, graph.stacks])).not.toMatch(/horse/);
  });
});

test("OpenTofu lists ephemeral resources, which are ignored", () => {
  const plan = recordedPlan("create");
  const { configuration } = plan as { configuration: { root_module: { resources: object[] } } };
  const ephemeral = { address: "ephemeral.aws_s3_bucket.x", mode: "ephemeral", type: "aws_s3_bucket", name: "x" };
  const rootModule = configuration.root_module;
  const told = {
    ...plan,
    configuration: {
      ...configuration,
      root_module: { ...rootModule, resources: [...rootModule.resources, ephemeral] },
    },
  };
  const addresses = (json: Record<string, unknown>) =>
    addressesOf(ResourceGraph.fromTerraform([{ name: "plan", json }]).resources);
  expect(addresses(told)).toEqual(addresses(plan));
});
