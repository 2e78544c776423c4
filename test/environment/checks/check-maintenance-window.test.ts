import { problemAt, problemsOf } from "../problems-of";
import { awsEnvironment, googleEnvironment } from "../valid-environments";

test("a weekly window of GKE has at least twelve hours", () => {
  const cluster = { maintenanceWindow: { day: "SAT", start: "22:00", hours: 11 } } as const;
  expect(problemAt("cluster.maintenanceWindow.hours", googleEnvironment({ cluster }))).toMatchObject({
    found: "11",
    remedy: "Raise cluster.maintenanceWindow.hours to 12.",
  });
  expect(problemsOf([awsEnvironment({ cluster })])).toEqual([]);
});
