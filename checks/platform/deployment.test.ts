import { deploy, undeployable } from "./deploy";
import { openPlatform } from "./platform";

const platform = openPlatform();
const reason = undeployable(platform);

if (reason !== "") console.warn(`A second deployment is not checked: ${reason}.`);

(reason === "" ? test : test.skip)(
  "a second deployment changes nothing",
  async () => {
    const output = await deploy(platform, "up");
    expect(output.match(/^No changes$/gm)).toHaveLength(2);
    expect(output).toContain("Resources: 0 added, 0 changed, 0 destroyed.");
  },
  600_000,
);
