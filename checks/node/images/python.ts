import { DEBIAN, type Layer } from "./recipe";

/** Debian's Python, and what else an image needs of Debian: packages, and a shell script that root runs. */
export function pythonLayers(packages: readonly string[] = [], script = ""): readonly Layer[] {
  const install = `apt-get install --yes --no-install-recommends ${["python3", ...packages].join(" ")}`;
  const lines = [`${install} && ln -s python3 /usr/bin/python`, ...(script === "" ? [] : [script])];
  return [DEBIAN, { kind: "changes", script: lines.join("\n") }];
}

/** With them, Python finds the packages of a layer `python`. */
export const PYTHON_ENV = {
  PATH: "/opt/python/bin:/usr/local/bin:/usr/bin:/bin",
  PYTHONPATH: "/opt/python",
  PYTHONDONTWRITEBYTECODE: "1",
  PYTHONUNBUFFERED: "1",
};
