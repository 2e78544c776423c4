import { gpusOf } from "../../src/facts/google-gpus";
import { machineType, machineTypeNames } from "../../src/facts/machine-types";

test.each([
  ["aws", "m7i.large", { vcpu: 2, memoryGiB: 8, architecture: "amd64", gpus: 0 }],
  ["aws", "m7g.xlarge", { vcpu: 4, memoryGiB: 16, architecture: "arm64", gpus: 0 }],
  ["aws", "g6.12xlarge", { vcpu: 48, memoryGiB: 192, architecture: "amd64", gpus: 4 }],
  ["aws", "g5g.xlarge", { vcpu: 4, memoryGiB: 8, architecture: "arm64", gpus: 1 }],
  ["aws", "p5.48xlarge", { vcpu: 192, memoryGiB: 2048, architecture: "amd64", gpus: 8 }],
  ["aws", "inf2.xlarge", { vcpu: 4, memoryGiB: 16, architecture: "amd64", gpus: 0 }],
  ["google", "e2-standard-2", { vcpu: 2, memoryGiB: 8, architecture: "amd64", gpus: 0 }],
  ["google", "n1-standard-1", { vcpu: 1, memoryGiB: 3.75, architecture: "amd64", gpus: 0 }],
  ["google", "t2a-standard-4", { vcpu: 4, memoryGiB: 16, architecture: "arm64", gpus: 0 }],
  ["google", "c4a-highmem-8", { vcpu: 8, memoryGiB: 64, architecture: "arm64", gpus: 0 }],
  ["google", "g2-standard-24", { vcpu: 24, memoryGiB: 96, architecture: "amd64", gpus: 2 }],
] as const)("%s describes %s", (provider, name, expected) => {
  expect(machineType(provider, name)).toEqual(expected);
});

test("unknown machine types are not found", () => {
  for (const name of ["m7i.larg", "", "constructor", "__proto__", "e2-standard-2"]) {
    expect(machineType("aws", name)).toBeUndefined();
  }
});

test.each(["aws", "google"] as const)(
  "every machine type of %s has vCPUs and memory, and at most 16 GPUs",
  (provider) => {
    const names = machineTypeNames(provider);
    expect(names.length).toBeGreaterThan(500);
    for (const name of names) {
      const machine = machineType(provider, name);
      expect(machine?.vcpu).toBeGreaterThan(0);
      expect(machine?.memoryGiB).toBeGreaterThan(0);
      expect(machine?.gpus).toBeLessThanOrEqual(16);
    }
  },
);

test.each([
  ["g2-standard-48", { type: "nvidia-l4", count: 4 }],
  ["a2-highgpu-1g", { type: "nvidia-tesla-a100", count: 1 }],
  ["a2-ultragpu-8g", { type: "nvidia-a100-80gb", count: 8 }],
  ["a3-highgpu-8g", { type: "nvidia-h100-80gb", count: 8 }],
  ["a3-megagpu-8g", { type: "nvidia-h100-mega-80gb", count: 8 }],
  ["a4-highgpu-8g", { type: "nvidia-b200", count: 8 }],
  ["n2-standard-4", undefined],
  ["g2-standard-5", undefined],
])("%s has its documented GPUs", (name, expected) => {
  expect(gpusOf(name)).toEqual(expected);
});

test("every machine type with GPUs on Google Cloud has a known GPU type", () => {
  const unnamed = machineTypeNames("google").filter(
    (name) => (machineType("google", name)?.gpus ?? 0) > 0 && gpusOf(name) === undefined,
  );
  expect(unnamed).toEqual([]);
});
