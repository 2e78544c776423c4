import { readPolicy } from "../../../src/review/guardrails/policy-document";
import { type Attribute, ResourceGraph } from "../../../src/review/model";
import { addressesOf, resourceAt } from "./recorded-plan";

function graphOf(json: object) {
  return ResourceGraph.fromTerraform([{ name: "stack", json: { ...json } }]);
}

/** What is known about an attribute with this value. */
function known(value: unknown, more: object = {}): Attribute {
  const graph = graphOf({ resource: { a_b: { subject: { value } } }, ...more });
  return graph.attribute(resourceAt(graph, "a_b.subject"), "value");
}

const declared = {
  locals: {
    name: "acme-${var.tier}",
    tags: { owner: "ml", env: "${var.tier}" },
    key: "${aws_kms_key.k.arn}",
    first: "${local.second}",
    second: "${local.first}",
  },
  variable: {
    tier: { default: "prod" },
    count: { default: 3 },
    nothing: { type: "string" },
    secret: { default: "hunter2", sensitive: true },
    literal: { default: "${not.an.expression}" },
  },
};

test.each([
  ["a local", "${local.name}", "acme-prod"],
  ["a part of a local", "${local.tags.owner}", "ml"],
  ["a key of a local", '${local.tags["env"]}', "prod"],
  ["a text around a local", "x-${local.name}-y", "x-acme-prod-y"],
  ["a default", "${var.count}", 3],
  ["a default that looks like an expression", "${var.literal}", "${not.an.expression}"],
  ["a condition", '${var.tier == "prod" ? "big" : "small"}', "big"],
  ["a condition over conditions", '${!(var.count != 3) && var.tier == "prod"}', true],
  ["functions", '${upper(join("-", [var.tier, format("%s%d", "n", var.count)]))}', "PROD-N3"],
  ["jsonencode of an object", '${jsonencode({b = [1, true], "a" = null})}', '{"a":null,"b":[1,true]}'],
  ["an escape", "$${x} and %%{y}", "${x} and %{y}"],
  ["escapes of a string", '${"a\\"b\\n$${c}"}', 'a"b\n${c}'],
])("%s is known", (_, value, expected) => {
  expect(known(value, declared)).toEqual({ kind: "known", value: expected });
});

test("null from an expression is absent", () => {
  expect(known('${var.tier == "dev" ? "x" : null}', declared)).toEqual({ kind: "absent" });
});

test.each([
  ["a variable without a default", "${var.nothing}"],
  ["a sensitive variable", "${var.secret}"],
  ["a variable that isn't declared", "${var.other}"],
  ["locals in a circle", "${local.first}"],
  ["a function with an unknown argument", "${upper(var.nothing)}"],
  ["a function that isn't known here", '${cidrsubnet("10.0.0.0/8", 8, 1)}'],
  ["a file", '${file("x")}'],
  ["a condition on something unknown", '${var.nothing == "x" ? 1 : 1}'],
  ["arithmetic", "${var.count + 1}"],
  ["for", "${[for x in local.tags : x]}"],
  ["a directive", "%{ if true }x%{ endif }"],
  ["an expression without an end", "${var.tier"],
  ["an instance's key", "${each.key}"],
  ["a name that every object has", "${local.constructor}"],
  ["a function that every object has", "${constructor(1)}"],
])("%s stays unknown", (_, value) => {
  expect(known(value, declared)).toEqual({ kind: "unknown", expression: expect.stringContaining("{") });
});

test("a template is known if all of its parts are, even through other resources", () => {
  const graph = graphOf({
    resource: {
      aws_s3_bucket: { b: { bucket: "acme" } },
      a_b: {
        subject: {
          known: "${aws_s3_bucket.b.bucket}-logs",
          unknown: "${aws_s3_bucket.b.bucket}-${aws_s3_bucket.b.id}",
        },
      },
    },
  });
  const subject = resourceAt(graph, "a_b.subject");
  expect(graph.attribute(subject, "known")).toEqual({ kind: "known", value: "acme-logs" });
  expect(graph.attribute(subject, "unknown").kind).toBe("unknown");
});

test("references are followed through locals, functions and unevaluated expressions", () => {
  const graph = graphOf({
    ...declared,
    resource: {
      aws_kms_key: { k: {} },
      a_b: {
        plain: { v: "${local.key}" },
        called: { v: "${element([local.key], 0)}" },
        loop: { v: "${[for k in [local.key] : k]}" },
        encoded: { v: "${jsonencode({key = local.key})}" },
      },
    },
  });
  for (const resource of graph.ofType("a_b")) {
    expect(addressesOf(graph.references(resource, "v"))).toEqual(["aws_kms_key.k"]);
    expect(graph.attribute(resource, "v").kind).toBe("unknown");
  }
  expect(graph.referrers(resourceAt(graph, "aws_kms_key.k"))).toHaveLength(4);
});

test("jsonencode with references is a policy that rules can read", () => {
  const graph = graphOf({
    resource: {
      aws_iam_policy: {
        p: {
          policy:
            '${jsonencode({Statement = [{Effect = "Allow", Action = ["s3:*"], Resource = "${aws_s3_bucket.b.arn}/*"}]})}',
        },
      },
      aws_s3_bucket: { b: {} },
    },
  });
  const policy = resourceAt(graph, "aws_iam_policy.p");
  expect(readPolicy(policy.body.policy)).toMatchObject([
    { actions: ["s3:*"], resources: ["${aws_s3_bucket.b.arn}/*"] },
  ]);
  expect(graph.attribute(policy, "policy").kind).toBe("unknown");
});

describe("policy documents", () => {
  const data = {
    aws_iam_policy_document: {
      read: {
        statement: [
          {
            sid: "Read",
            actions: ["s3:GetObject"],
            resources: ["${aws_s3_bucket.b.arn}/&{aws:username}"],
            principals: [{ type: "AWS", identifiers: ["*"] }],
            condition: [
              { test: "Bool", variable: "aws:SecureTransport", values: ["true"] },
              { test: "Bool", variable: "aws:MultiFactorAuthPresent", values: ["true"] },
            ],
          },
        ],
      },
      dynamic: { dynamic: { statement: { for_each: "${var.x}", content: { actions: ["*"] } } } },
      sourced: { source_policy_documents: ['${file("x")}'], statement: [{ actions: ["a:b"] }] },
      hidden: { statement: [{ actions: "${var.x}", resources: ["*"] }] },
    },
    google_iam_policy: { admin: { binding: [{ role: "roles/owner", members: ["allUsers"] }] } },
  };

  function policyOf(expression: string): unknown {
    const graph = graphOf({
      data,
      locals: { doc: "${data.aws_iam_policy_document.read}" },
      resource: { a_b: { p: { policy: expression } } },
    });
    return resourceAt(graph, "a_b.p").body.policy;
  }

  test.each(["${data.aws_iam_policy_document.read.json}", "${local.doc.json}"])(
    "%s is the document's JSON",
    (expression) => {
      expect(JSON.parse(String(policyOf(expression)))).toEqual({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "Read",
            Effect: "Allow",
            Action: ["s3:GetObject"],
            Resource: ["${aws_s3_bucket.b.arn}/$${aws:username}"],
            Principal: { AWS: ["*"] },
            Condition: { Bool: { "aws:SecureTransport": ["true"], "aws:MultiFactorAuthPresent": ["true"] } },
          },
        ],
      });
    },
  );

  test("a Google Cloud policy is its JSON too", () => {
    expect(policyOf("${data.google_iam_policy.admin.policy_data}")).toBe(
      '{"bindings":[{"role":"roles/owner","members":["allUsers"]}]}',
    );
  });

  test.each(["sourced", "hidden"])("a document with an unreadable part (%s) stays unknown", (name) => {
    expect(policyOf(`\${data.aws_iam_policy_document.${name}.json}`)).toBe(
      `\${data.aws_iam_policy_document.${name}.json}`,
    );
  });

  test("the statements of a dynamic block with unknown items stay unknown", () => {
    expect(policyOf("${data.aws_iam_policy_document.dynamic.json}")).toContain("${");
  });
});

describe("dynamic blocks", () => {
  function group(for_each: unknown) {
    const graph = graphOf({
      locals: { ports: [80, 443] },
      resource: {
        aws_security_group: {
          g: {
            ingress: [{ from_port: 22 }],
            dynamic: { ingress: { for_each, content: { from_port: "${ingress.value}", cidr_blocks: ["0.0.0.0/0"] } } },
          },
        },
      },
    });
    return { graph, resource: resourceAt(graph, "aws_security_group.g") };
  }

  test("with known items are blocks", () => {
    const { graph, resource } = group("${local.ports}");
    expect(graph.blocks(resource, "ingress")).toEqual([
      { from_port: 22 },
      { from_port: 80, cidr_blocks: ["0.0.0.0/0"] },
      { from_port: 443, cidr_blocks: ["0.0.0.0/0"] },
    ]);
  });

  test("without known items are one block with unknown content", () => {
    const { graph, resource } = group("${var.ports}");
    const [, block] = graph.blocks(resource, "ingress");
    expect(Object.keys(block ?? {})).toEqual(["from_port", "cidr_blocks"]);
    for (const value of Object.values(block ?? {})) expect(graph.resolve(resource, value).kind).toBe("unknown");
  });
});

test("labeled blocks may be lists, as Terraform allows", () => {
  const graph = graphOf({
    resource: [{ aws_vpc: [{ a: [{ cidr_block: "10.0.0.0/16" }] }] }, { aws_vpc: { b: {} } }],
    terraform: [{ required_version: ">= 1.0" }, { backend: { s3: { bucket: "state" } } }],
  });
  expect(addressesOf(graph.ofType("aws_vpc"))).toEqual(["aws_vpc.a", "aws_vpc.b"]);
  expect(graph.stacks[0]?.backend).toEqual({ type: "s3", body: { bucket: "state" } });
});

test("a path below an unknown value is unknown, not absent", () => {
  const graph = graphOf({ resource: { a_b: { c: { block: "${var.block}" } } } });
  expect(graph.attribute(resourceAt(graph, "a_b.c"), "block.enabled").kind).toBe("unknown");
});
