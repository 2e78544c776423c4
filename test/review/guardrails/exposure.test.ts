import { failures, judge, only } from "./judge";

describe("ingress-from-internet", () => {
  test.each([
    ["aws_vpc_security_group_ingress_rule", { cidr_ipv4: "10.0.0.0/8" }, "pass"],
    ["aws_vpc_security_group_ingress_rule", { cidr_ipv6: "::/0" }, "fail"],
    ["aws_vpc_security_group_ingress_rule", { cidr_ipv4: "198.51.100.7/0" }, "fail"],
    ["aws_vpc_security_group_ingress_rule", { cidr_ipv4: "${var.office}" }, "undecided"],
    ["aws_security_group_rule", { type: "egress", cidr_blocks: ["0.0.0.0/0"] }, "silent"],
    ["aws_security_group_rule", { type: "ingress", cidr_blocks: ["${var.office}", "0.0.0.0/0"] }, "fail"],
    ["aws_security_group_rule", { type: "ingress", cidr_blocks: "${var.ranges}" }, "undecided"],
    ["aws_security_group", { ingress: [{ cidr_blocks: ["0.0.0.0/0"] }] }, "fail"],
    ["aws_security_group", { ingress: { ipv6_cidr_blocks: ["::/0"] } }, "fail"],
    ["google_compute_firewall", { allow: [{ protocol: "tcp" }], source_ranges: ["0.0.0.0/0"] }, "fail"],
    ["google_compute_firewall", { allow: [{}], source_ranges: ["0.0.0.0/0"], disabled: true }, "silent"],
    ["google_compute_firewall", { deny: [{ protocol: "all" }], source_ranges: ["0.0.0.0/0"] }, "silent"],
  ])("%s %j: %s", (type, body, expected) => {
    expect(judge("ingress-from-internet", only(type, body))).toBe(expected);
  });
});

describe("network-acl-admin-ports", () => {
  const rule = (body: object) =>
    only("aws_network_acl_rule", { rule_action: "allow", protocol: "tcp", cidr_block: "0.0.0.0/0", ...body });
  test.each([
    [{ from_port: 443, to_port: 443 }, "pass"],
    [{ from_port: 20, to_port: 25 }, "fail"],
    [{ from_port: 3389, to_port: 3389 }, "fail"],
    [{ protocol: "-1" }, "fail"],
    [{ protocol: "-1", rule_action: "deny" }, "pass"],
    [{ protocol: "-1", egress: true }, "silent"],
    [{ protocol: "-1", cidr_block: "10.0.0.0/8" }, "pass"],
  ])("%j: %s", (body, expected) => {
    expect(judge("network-acl-admin-ports", rule(body))).toBe(expected);
  });

  test("inline rules of an ACL", () => {
    const ingress = [{ action: "allow", protocol: "tcp", cidr_block: "0.0.0.0/0", from_port: 22, to_port: 22 }];
    expect(judge("network-acl-admin-ports", only("aws_network_acl", { ingress }))).toBe("fail");
  });
});

describe("load-balancer-tls", () => {
  const forward = [{ type: "forward" }];
  test.each([
    [{ protocol: "HTTPS", default_action: forward }, "pass"],
    [{ protocol: "TCP", default_action: forward }, "pass"],
    [{ protocol: "HTTP", default_action: forward }, "fail"],
    [{ protocol: "${var.protocol}", default_action: forward }, "undecided"],
    [{ protocol: "HTTP", default_action: { type: "redirect", redirect: { protocol: "HTTPS" } } }, "pass"],
    [{ protocol: "HTTP", default_action: [{ type: "redirect", redirect: [{ port: "8080" }] }] }, "fail"],
  ])("%j: %s", (body, expected) => {
    expect(judge("load-balancer-tls", only("aws_lb_listener", body))).toBe(expected);
  });

  test("inside the network plain HTTP is allowed", () => {
    const json = {
      resource: {
        aws_lb: { x: { internal: true } },
        aws_lb_listener: {
          x: { load_balancer_arn: "${aws_lb.x.arn}", protocol: "HTTP", default_action: [{ type: "forward" }] },
        },
      },
    };
    expect(judge("load-balancer-tls", json)).toBe("silent");
  });

  test("a Google proxy redirects or not, depending on its URL map", () => {
    const json = (map: Readonly<Record<string, unknown>>) => ({
      resource: {
        google_compute_url_map: { x: map },
        google_compute_target_http_proxy: { x: { url_map: "${google_compute_url_map.x.id}" } },
      },
    });
    expect(judge("load-balancer-tls", json({ default_url_redirect: [{ https_redirect: true }] }))).toBe("pass");
    expect(judge("load-balancer-tls", json({ default_service: "s" }))).toBe("fail");
    expect(judge("load-balancer-tls", only("google_compute_target_http_proxy", { url_map: "${var.map}" }))).toBe(
      "undecided",
    );
  });
});

test.each([
  ["aws_lb_listener", { protocol: "HTTPS", ssl_policy: "ELBSecurityPolicy-2016-08" }, "fail"],
  ["aws_lb_listener", { protocol: "TLS", ssl_policy: "ELBSecurityPolicy-TLS13-1-3-2021-06" }, "pass"],
  ["aws_lb_listener", { protocol: "HTTPS", ssl_policy: "ELBSecurityPolicy-TLS13-1-0-2021-06" }, "fail"],
  ["aws_lb_listener", { protocol: "HTTPS", ssl_policy: "${var.policy}" }, "undecided"],
  ["aws_lb_listener", { protocol: "HTTP" }, "silent"],
  ["google_compute_ssl_policy", {}, "fail"],
  ["google_compute_ssl_policy", { min_tls_version: "TLS_1_3" }, "pass"],
  ["google_compute_target_https_proxy", {}, "fail"],
  ["google_compute_target_https_proxy", { ssl_policy: "${google_compute_ssl_policy.x.id}" }, "pass"],
])("load-balancer-tls-version: %s %j: %s", (type, body, expected) => {
  expect(judge("load-balancer-tls-version", only(type, body))).toBe(expected);
});

test.each([
  ["aws_instance", { associate_public_ip_address: true }, "fail"],
  ["aws_instance", {}, "pass"],
  ["aws_launch_template", { network_interfaces: [{ associate_public_ip_address: "true" }] }, "fail"],
  ["aws_launch_template", {}, "silent"],
  ["aws_ecs_service", { network_configuration: { assign_public_ip: "${var.public}" } }, "undecided"],
  ["google_compute_instance", { network_interface: { access_config: {} } }, "fail"],
  ["google_compute_instance", { network_interface: [{ access_config: [] }] }, "pass"],
])("machine-no-public-address: %s %j: %s", (type, body, expected) => {
  expect(judge("machine-no-public-address", only(type, body))).toBe(expected);
});

test("database-authorized-networks names each open range", () => {
  const json = only("google_sql_database_instance", {
    settings: { ip_configuration: { authorized_networks: [{ value: "0.0.0.0/0" }, { value: "10.0.0.0/8" }] } },
  });
  expect(failures("database-authorized-networks", json)).toEqual(["It admits 0.0.0.0/0."]);
});

test("a bucket is published by a canned ACL, a grant, and by re-enabled ACLs", () => {
  const acl = (body: Readonly<Record<string, unknown>>) => only("aws_s3_bucket_acl", body);
  const everybody = "http://acs.amazonaws.com/groups/global/AllUsers";
  expect(judge("s3-acl-private", acl({ acl: "${var.acl}" }))).toBe("undecided");
  expect(judge("s3-acl-private", acl({ access_control_policy: { grant: [{ grantee: { uri: everybody } }] } }))).toBe(
    "fail",
  );
  const owned = (object_ownership: string) => ({
    resource: {
      aws_s3_bucket: { x: { bucket: "acme" } },
      aws_s3_bucket_ownership_controls: { x: { bucket: "acme", rule: { object_ownership } } },
    },
  });
  expect(judge("s3-acl-private", owned("ObjectWriter"))).toBe("fail");
  expect(judge("s3-acl-private", owned("BucketOwnerEnforced"))).toBe("pass");
});

test.each([
  ["aws_lambda_permission", { principal: "*" }, "fail"],
  ["aws_lambda_permission", { principal: "*", source_account: "111111111111" }, "pass"],
  ["aws_lambda_permission", { principal: "*", source_account: "" }, "fail"],
  ["aws_lambda_permission", { principal: "s3.amazonaws.com" }, "pass"],
  ["aws_lambda_function_url", { authorization_type: "${var.type}" }, "undecided"],
])("function-closed: %s %j: %s", (type, body, expected) => {
  expect(judge("function-closed", only(type, body))).toBe(expected);
});

test.each([
  [{ vpc_config: { public_access_cidrs: ["198.51.100.0/24"] } }, "pass"],
  [{ vpc_config: { public_access_cidrs: [] } }, "fail"],
  [{ vpc_config: [{ endpoint_public_access: "false" }] }, "pass"],
  [{ vpc_config: { endpoint_public_access: "${var.public}" } }, "undecided"],
])("eks-endpoint-restricted: %j: %s", (body, expected) => {
  expect(judge("eks-endpoint-restricted", only("aws_eks_cluster", body))).toBe(expected);
});

describe("flow-logs and the default security group belong to their network", () => {
  const network = (others: object) => ({ resource: { aws_vpc: { x: { cidr_block: "10.0.0.0/16" } }, ...others } });
  test("by reference", () => {
    const logs = { aws_flow_log: { x: { vpc_id: "${aws_vpc.x.id}" } } };
    expect(judge("flow-logs", network(logs))).toBe("pass");
    expect(judge("flow-logs", network({ aws_flow_log: { x: { vpc_id: "${aws_vpc.y.id}" } } }))).toBe("fail");
  });

  test("proxy-only subnets have no logs", () => {
    const proxies = { purpose: "REGIONAL_MANAGED_PROXY" };
    expect(judge("flow-logs", only("google_compute_subnetwork", proxies))).toBe("silent");
    expect(judge("private-google-access", only("google_compute_subnetwork", proxies))).toBe("silent");
    expect(judge("flow-logs", only("google_compute_subnetwork", { log_config: [] }))).toBe("fail");
    expect(judge("flow-logs", only("google_compute_subnetwork", { log_config: {} }))).toBe("pass");
  });

  test("a rule in the default group opens it", () => {
    const group = { aws_default_security_group: { x: { vpc_id: "${aws_vpc.x.id}", ingress: [{ self: true }] } } };
    expect(judge("default-security-group-closed", network(group))).toBe("fail");
  });
});
