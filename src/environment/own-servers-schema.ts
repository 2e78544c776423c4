import { z } from "zod";
import { block, text, whole } from "./vocabulary";

/** Whether an address is only a protocol, a host, and perhaps a port that exists. */
function isBare(address: string): boolean {
  return /^https?:\/\/[a-z0-9.-]+(:\d+)?$/.test(address) && URL.canParse(address);
}

const URL_OF_STORE = "a URL without a path, e.g. https://s3.example.com:9000";

const store = {
  endpoint: z.string({ error: URL_OF_STORE }).refine(isBare, { error: URL_OF_STORE }),
  region: text(/^[a-z0-9-]+$/, "the name of a region; us-east-1 for a store without regions"),
};

const certificateAuthority = text(
  /^\s*(-----BEGIN CERTIFICATE-----[\sA-Za-z0-9+/=]+-----END CERTIFICATE-----\s*)+$/,
  "certificates in PEM: -----BEGIN CERTIFICATE----- …",
).optional();

const database = block({
  host: text(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i, "a host name or an IPv4 address, without protocol and port"),
  port: whole(1, 65_535, "the port").optional(),
  adminUser: text(/^[\w.@-]+$/, "the name of a user that may create users and databases"),
  certificateAuthority,
}).optional();

const passedOn = (expected: string) => z.record(z.string(), z.unknown(), { error: expected });

const ONE_PROVIDER = "the provider block of a ClusterSecretStore, with one provider";

const DNS01 = "the dns01 block of a solver, with one provider: https://cert-manager.io/docs/configuration/acme/dns01/";

/** Besides the provider, the block may say whether to follow CNAME records. */
const dns01 = passedOn(DNS01).refine(
  (solver) => Object.keys(solver).filter((key) => key !== "cnameStrategy").length === 1,
  { error: DNS01 },
);

const VARIABLE = "an environment variable { name, value } or { name, valueFrom }";

const variable = passedOn(VARIABLE).refine(
  ({ name, value, valueFrom }) =>
    typeof name === "string" && /^[A-Za-z_]\w*$/.test(name) && (value === undefined) !== (valueFrom === undefined),
  { error: VARIABLE },
);

const certificates = block({
  issuer: text(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "the name of a ClusterIssuer").optional(),
  acme: block({
    solver: dns01,
  }).optional(),
});

const secretStore = block({
  provider: passedOn(ONE_PROVIDER).refine((provider) => Object.keys(provider).length === 1, { error: ONE_PROVIDER }),
  prefix: text(/^\S+$/, "the first part of each entry's name").optional(),
  property: text(/^\S+$/, "the property of an entry that holds its value").optional(),
});

const dns = block({
  provider: text(/^[a-z0-9-]+$/, "the name of a provider of external-dns, e.g. cloudflare"),
  env: z.array(variable, { error: "a list of environment variables" }),
});

const GIT_SERVER = "the https:// URL of a Git server, without a path, e.g. https://git.example.com";

const git = block({
  server: z
    .string({ error: GIT_SERVER })
    .refine((server) => server.startsWith("https:") && isBare(server), { error: GIT_SERVER }),
  certificateAuthority,
});

const registry = block({
  address: text(
    /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d+)?(\/[a-z0-9]([a-z0-9._-]*[a-z0-9])?)*$/,
    "a registry and a folder in it, without protocol, e.g. registry.example.com/ml",
  ),
  certificateAuthority,
});

/** What the block `cloud` of an existing cluster may name in place of an embedded server. */
export const ownServers = {
  secretStore: secretStore.optional(),
  objectStore: block(store).optional(),
  backup: block({
    ...store,
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    bucket: text(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "the name of a bucket"),
  }).optional(),
  postgres: database,
  mysql: database,
  certificates: certificates.optional(),
  dns: dns.optional(),
  git: git.optional(),
  registry: registry.optional(),
};
