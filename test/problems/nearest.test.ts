import { nearest } from "../../src/problems/nearest";

test("a typo is recognized", () => {
  const keys = ["nodePools", "network", "database"];
  expect(nearest("nodepool", keys)).toBe("nodePools");
  expect(nearest("netwrok", keys)).toBe("network");
  expect(nearest("datbase", keys)).toBe("database");
});

test("the nearest of several candidates is suggested", () => {
  expect(nearest("m7i.larg", ["m7a.large", "m7i.large", "m7i.xlarge"])).toBe("m7i.large");
});

test("nothing is suggested if no candidate is near", () => {
  expect(nearest("somethingElse", ["nodePools", "network"])).toBeUndefined();
  expect(nearest("x".repeat(100_000), ["nodePools"])).toBeUndefined();
  expect(nearest("tier", [])).toBeUndefined();
});
