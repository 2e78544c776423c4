/** How a program in a team's pod reaches tracking and the object store: with the team's key, and a writable home. */
export function teamEnvironment(team: string) {
  return {
    envFrom: [{ secretRef: { name: `object-store-team-${team}` } }],
    env: [
      { name: "MLFLOW_TRACKING_URI", value: "http://mlflow.mlflow.svc.cluster.local" },
      { name: "HOME", value: "/tmp" },
    ],
  };
}
