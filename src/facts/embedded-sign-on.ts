/** The embedded identity provider, Dex: the name of its namespace and its Service, and the port of the Service. */
export const DEX = { name: "dex", port: 5556 } as const;

/** Where browsers find it. */
export function dexIssuer(domain: string): string {
  return `https://${DEX.name}.${domain}`;
}

/** Where pods find it: names such as `dex.ml.localhost` mean something else in a pod. */
export const DEX_SERVICE = `http://${DEX.name}.${DEX.name}.svc.cluster.local:${DEX.port}`;
