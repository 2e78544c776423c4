import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { NAMESPACES } from "../../src/constructs/kubernetes/names";
import { deploy } from "../platform/deploy";
import { DELIVERY_IMAGE } from "./images";
import { gitServer, NAMESPACE } from "./organization/git-server";
import { FOLDER, openOrganization } from "./organization/organization";
import { openServingPlatform } from "./serving-platform";

const TOKEN = "release-token";

/** `npm run acceptance:up`: deploys what an organization has, and the platform. It can be repeated. */
async function up(): Promise<void> {
  const platform = openServingPlatform();
  const { cluster } = platform;
  const { git: certificate, token } = openOrganization();
  const repositories = ["acme/ml-platform", "acme/fraud-detection"];
  await cluster.apply(gitServer({ image: DELIVERY_IMAGE, certificate, token, repositories }));
  await cluster.waitFor("deployment/git", "condition=Available", { namespace: NAMESPACE });
  process.env.MLOPS_FOLDER ??= join(FOLDER, "deployment");
  mkdirSync(process.env.MLOPS_FOLDER, { recursive: true });
  try {
    console.log(await deploy(platform, "up"));
  } catch (error) {
    // The first run stops after the foundation, which is the place of the token.
    if (!(error instanceof Error) || !error.message.includes(TOKEN)) throw error;
    await cluster.apply([
      {
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: TOKEN, namespace: NAMESPACES.foundation },
        stringData: { value: token },
      },
    ]);
    console.log(await deploy(platform, "up"));
  }
}

up().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
