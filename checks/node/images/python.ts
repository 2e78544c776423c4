import type { Layer } from "./recipe";

/** A minimal Debian system. */
export const DEBIAN: Layer = { kind: "debian" };

/** Debian's Python, and the variables with which it finds the packages of a layer `python`. */
export const PYTHON: readonly Layer[] = [
  DEBIAN,
  {
    kind: "changes",
    script: "apt-get install --yes --no-install-recommends python3 && ln -s python3 /usr/bin/python",
  },
];

export const PYTHON_ENV = {
  PATH: "/opt/python/bin:/usr/local/bin:/usr/bin:/bin",
  PYTHONPATH: "/opt/python",
  PYTHONDONTWRITEBYTECODE: "1",
  PYTHONUNBUFFERED: "1",
};
