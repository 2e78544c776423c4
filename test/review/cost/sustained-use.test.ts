import { bill, estimate } from "./estimate";

const instance = (machine_type: string, more: object = {}) => ({
  resource: { google_compute_instance: { a: { machine_type, boot_disk: [{ source: "disk" }], ...more } } },
});
const counted = { sustainedUseDiscount: true };

describe("the discount for machines that run all month", () => {
  // n2-standard-2 costs 0.097118 an hour: 730 × 0.097118 = 70.896, a fifth of it is 14.179
  test("is a separate negative line, if enabled", () => {
    const { lines, monthly } = estimate(instance("n2-standard-2"), counted);
    const [machine, discount] = lines.map((line) => (line.kind === "priced" ? line.monthly : undefined));
    expect(bill(lines)).toHaveProperty("sustained-use discount n2-standard-2");
    expect(discount?.negated().times(5).toString()).toBe(machine?.toString());
    expect(monthly.toString()).toBe(machine?.times("0.8").toString());
  });

  test("is 30 percent for N1 and nothing for E2, spot, or if disabled", () => {
    const total = (code: Parameters<typeof estimate>[0], usage = {}) => estimate(code, usage).monthly;
    const n1 = instance("n1-standard-2");
    expect(total(n1, counted).toString()).toBe(total(n1).times("0.7").toString());
    const spot = instance("n2-standard-2", { scheduling: [{ provisioning_model: "SPOT" }] });
    for (const code of [instance("e2-standard-2"), spot]) expect(total(code, counted)).toEqual(total(code));
  });

  test("applies to the minimum nodes of a pool, not to those that scale", () => {
    const pool = {
      resource: {
        google_container_node_pool: {
          a: {
            autoscaling: [{ total_min_node_count: 2, total_max_node_count: 10 }],
            node_config: [{ machine_type: "n2-standard-2" }],
          },
        },
      },
    };
    const { lines } = estimate(pool, { ...counted, poolUtilisation: 0.5 });
    const hours = (item: string) => {
      const line = lines.find((each) => each.item === item);
      return line?.kind === "priced" ? line.quantity.toNumber() : undefined;
    };
    expect(hours("nodes n2-standard-2")).toBe(6 * 730);
    expect(hours("sustained-use discount n2-standard-2")).toBe(2 * 730);
  });
});
