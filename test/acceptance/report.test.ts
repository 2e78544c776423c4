import type { Asked } from "../../checks/acceptance/client";
import type { Chapter } from "../../checks/acceptance/record";
import { intervalsOf } from "../../checks/acceptance/report/intervals";
import { page } from "../../checks/acceptance/report/page";

const BEGAN = Date.UTC(2026, 10, 30);

/** Four requests a second for a minute; one of ten by the challenger. */
const asked: readonly Asked[] = Array.from({ length: 240 }, (_, index) => ({
  at: BEGAN + index * 250,
  by: index % 10 === 0 ? "2" : "1",
  failed: false,
  milliseconds: index % 10 === 0 ? 900 : 20,
}));

const CHAPTER: Chapter = {
  title: "A better challenger",
  began: BEGAN,
  ended: BEGAN + 60_000,
  versions: ["1", "2"],
  asked,
  workflows: [
    {
      ...{ name: "release-model-a", template: "release-model", created: BEGAN, ended: BEGAN + 50_000 },
      ...{ phase: "Succeeded", message: "", steps: [] },
    },
  ],
  commits: [{ at: BEGAN + 1000, author: "mlops-delivery", subject: "fraud-detection: 2 at 0 %" }],
  alerts: [{ name: "CanarySlow", from: BEGAN + 20_000, to: BEGAN + 40_000 }],
  findings: ["Version 2 replaced version 1."],
};

describe("requests in intervals", () => {
  test("add up to those of the client", () => {
    const intervals = intervalsOf(asked, BEGAN, 15_000);
    expect(intervals.map(({ requests }) => requests)).toEqual([60, 60, 60, 60]);
    expect(intervals.map(({ by }) => by)).toEqual(Array(4).fill({ "1": 54, "2": 6 }));
  });

  test("have the latency of each version apart", () => {
    expect(intervalsOf(asked, BEGAN, 15_000)[0]?.p99).toEqual({ "1": 20, "2": 900 });
  });

  test("count a failed request as an error, and not as an answer", () => {
    const failed = { at: BEGAN, by: "503 no healthy upstream", failed: true, milliseconds: 5 };
    expect(intervalsOf([...asked.slice(0, 3), failed], BEGAN, 15_000)).toEqual([
      expect.objectContaining({ requests: 4, errors: 1, by: { "1": 2, "2": 1 } }),
    ]);
  });

  test("exist without any request", () => {
    expect(intervalsOf([], BEGAN, 15_000)).toEqual([{ from: BEGAN, requests: 0, errors: 0, by: {}, p99: {} }]);
  });
});

describe("the report", () => {
  test("says in words what the colors show", () => {
    const text = page([CHAPTER]);
    expect(text).toContain("1 of 1 chapters passed");
    expect(text).toContain("version 2: 24 requests");
    expect(text).toContain("6 of 60 requests by version 2");
    expect(text).toContain("release-model-a: Succeeded");
    expect(text).toContain("minute 0.3 to minute 0.7: CanarySlow");
    expect(text).toContain('mlops-delivery committed "fraud-detection: 2 at 0 %"');
  });

  test("names a chapter that failed, and why", () => {
    const text = page([CHAPTER, { ...CHAPTER, title: "A slow challenger", failure: "no alert after 2400 s" }]);
    expect(text).toContain("1 of 2 chapters passed");
    expect(text).toContain("no alert after 2400 s");
  });

  test("shows text of others as text", () => {
    const text = page([{ ...CHAPTER, findings: ["<script>alert(1)</script>"] }]);
    expect(text).not.toContain("<script>");
    expect(text).toContain("&lt;script&gt;");
  });

  test("includes a chapter in which nothing happened", () => {
    expect(page([{ ...CHAPTER, asked: [], workflows: [], commits: [], alerts: [], findings: [] }])).toContain("<svg");
  });
});
