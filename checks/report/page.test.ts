import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { loadEnvironments } from "../../src/cli/input/load-environments";
import { reviewEnvironment } from "../../src/cli/review/review-environment";
import { htmlReport, type ReviewResult } from "../../src/review";
import { CLEAN, COMPARED, HOSTILE, saying } from "../../test/review/report/html/sample";
import { Browser } from "./browser";

/** The folder with the screenshots of the last run. */
const PICTURES = join(__dirname, "pictures");

const RESULTS: readonly ReviewResult[] = [
  COMPARED,
  ...loadEnvironments("environments", "2026-11-01").map(
    (environment) => reviewEnvironment(environment, "2026-11-01").result,
  ),
];

let folder: string;
let url: string;
let browser: Browser;

beforeAll(async () => {
  browser = await Browser.start();
  folder = mkdtempSync(join(tmpdir(), "report-page-"));
  mkdirSync(PICTURES, { recursive: true });
  url = write("review.html", htmlReport(RESULTS));
}, 60_000);

afterAll(async () => {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true });
});

function write(name: string, page: string): string {
  const file = join(folder, name);
  writeFileSync(file, page);
  return pathToFileURL(file).href;
}

/** The number of visible elements that match. */
function seen(selector: string): Promise<unknown> {
  return browser.evaluate(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].filter((element) => element.checkVisibility()).length`,
  );
}

function text(selector: string): Promise<unknown> {
  return browser.evaluate(`document.querySelector(${JSON.stringify(selector)}).textContent`);
}

describe.each(["light", "dark"] as const)("in %s", (scheme) => {
  test.each([1280, 400])(
    "at %i pixels it fits, is readable, and requests nothing",
    async (width) => {
      await browser.open(url, width, scheme);
      await browser.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true");
      expect(await browser.evaluate("document.documentElement.scrollWidth")).toBe(width);
      expect(await browser.evaluate(FAINT_TEXTS)).toEqual([]);
      const ground = await browser.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0] > 127");
      expect(ground).toBe(scheme === "light");
      expect(browser.requests).toEqual([url]);
      expect(browser.complaints).toEqual([]);
      writeFileSync(join(PICTURES, `${scheme}-${width}.png`), await browser.screenshot());
    },
    60_000,
  );
});

/** Texts with a contrast below 4.5, the minimum of WCAG 2.2: https://www.w3.org/TR/WCAG22/#contrast-minimum */
const FAINT_TEXTS = `(() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const channels = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (color) => {
    const [red, green, blue] = channels(color).map((value) => value / 255)
      .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const groundOf = (element) => {
    const box = element.closest(".box");
    if (box) return getComputedStyle(box.querySelector("rect")).fill;
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (channels(backgroundColor)[3] > 0) return backgroundColor;
    }
    return "white";
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const faint = new Set();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest("script, title")) continue;
    const style = getComputedStyle(element);
    const [low, high] = [luminance(element.closest("svg") ? style.fill : style.color), luminance(groundOf(element))].sort((a, b) => a - b);
    const contrast = (high + 0.05) / (low + 0.05);
    if (contrast < 4.5) faint.add(element.tagName + "." + (element.getAttribute("class") ?? "") + " " + contrast.toFixed(2));
  }
  return [...faint];
})()`;

describe("a reader", () => {
  beforeEach(() => browser.open(url, 1280, "light"));
  afterEach(() => expect(browser.complaints).toEqual([]));

  test("sees all findings collapsed, and expands one with a click", async () => {
    const all = RESULTS.flatMap(({ failed, undecided }) => [...failed, ...undecided]).length;
    expect(await text("#shown")).toBe(`${all} of ${all} shown`);
    expect(await seen(".remedy")).toBe(0);
    await browser.click(".rule > summary");
    expect(await seen(".remedy")).toBe(1);
    expect(await text(".rule[open] .place")).toContain("The database has a public address.");
  });

  test("hides severities and shows them again", async () => {
    const rules = await seen(".rule");
    await browser.click('input[value="critical"]');
    expect(await seen('.rule[data-severity="critical"]')).toBe(0);
    expect(await seen(".rule")).toBe(Number(rules) - 1);
    await browser.click('input[value="critical"]');
    expect(await seen(".rule")).toBe(rules);
  });

  test("hides areas", async () => {
    await browser.click('input[value="cost"]');
    expect(await seen('.rule[data-area="cost"]')).toBe(0);
    expect(await seen('.rule[data-area="security"]')).toBeGreaterThan(0);
  });

  test("searches by words, in rules and in places", async () => {
    await browser.click("#words");
    await browser.type("TAGS kms_key");
    expect(await seen(".rule")).toBe(1);
    await browser.click(".rule:not([hidden]) > summary");
    expect(await seen(".rule .place")).toBe(1);
    expect(await text(".rule .place:not([hidden])")).toContain("aws_kms_key.main");
    await browser.click("#words");
    await browser.type(" nothing-like-it");
    expect(await seen(".rule")).toBe(0);
  });

  test("goes from an environment to its cost and resources", async () => {
    expect(await seen("#environment-1 .chart")).toBe(0);
    const gone = browser.evaluate("new Promise((resolve) => addEventListener('hashchange', () => resolve(true)))");
    await browser.click('a[href="#environment-1"]');
    await gone;
    expect(await seen("#environment-1 .chart")).toBe(1);
  });

  test("selects a part of the graph, by mouse or key, and sees only its lines", async () => {
    await browser.evaluate("document.querySelector('#environment-0').open = true");
    await browser.click("#environment-0 .box.failing");
    expect(await seen("#environment-0 path.own")).toBe(1);
    expect(await seen('#environment-0 .box[aria-pressed="true"]')).toBe(1);
    await browser.evaluate(
      "document.querySelector('.box[aria-pressed=true]').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))",
    );
    expect(await seen("#environment-0 path.own")).toBe(0);
  });
});

test("every shipped environment is drawn, and no box covers another", async () => {
  await browser.open(url, 1280, "light");
  await browser.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true");
  const graphs = (await browser.evaluate(`[...document.querySelectorAll(".graph")].map((graph) =>
    [...graph.querySelectorAll(".box rect")].map((box) => {
      const { x, y, right, bottom } = box.getBoundingClientRect();
      return { x, y, right, bottom };
    }))`)) as { x: number; y: number; right: number; bottom: number }[][];
  expect(graphs.length).toBeGreaterThan(RESULTS.length);
  for (const boxes of graphs) {
    const covered = boxes.filter((one) =>
      boxes.some(
        (other) =>
          other !== one && one.x < other.right && other.x < one.right && one.y < other.bottom && other.y < one.bottom,
      ),
    );
    expect(covered).toEqual([]);
  }
});

test("a long name doesn't widen the page", async () => {
  await browser.open(write("long.html", htmlReport([saying("W".repeat(40))])), 1280, "light");
  await browser.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true");
  expect(await browser.evaluate("document.documentElement.scrollWidth")).toBe(1280);
});

describe("reviewed text", () => {
  /** Every element with its attribute names, as parsed by the browser. */
  function elements(page: string): Promise<unknown> {
    return browser.evaluate(`[...new DOMParser().parseFromString(${JSON.stringify(page)}, "text/html").querySelectorAll("*")]
      .map((element) => [element.localName, ...element.getAttributeNames()].join(" "))`);
  }

  test.each([...HOSTILE, ...HOSTILE.map((text) => `">${text}`), HOSTILE.join("")])(
    "never becomes an element or attribute: %j",
    async (text) => {
      expect(await elements(htmlReport([saying(text)]))).toEqual(await elements(htmlReport([saying("x")])));
    },
  );

  test("never runs as a script and loads nothing", async () => {
    await browser.open(write("hostile.html", htmlReport([saying(HOSTILE.join("")), CLEAN])), 1280, "light");
    expect(await seen(".rule")).toBeGreaterThan(0);
    expect(browser.complaints).toEqual([]);
    expect(browser.requests).toHaveLength(1);
  });
});

test("the page's policy stops injected scripts and requests", async () => {
  await browser.open(url, 1280, "light");
  await browser.evaluate(`(() => {
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.body.append(script);
    const image = document.createElement("img");
    image.src = "http://127.0.0.1:9/";
    document.body.append(image);
  })()`);
  expect(await browser.evaluate("window.ran")).toBeUndefined();
  const refused = await browser.evaluate("fetch('http://127.0.0.1:9/').then(() => 'sent', (error) => error.name)");
  expect(refused).toBe("TypeError");
  expect(browser.complaints.join()).toContain("Content Security Policy");
});
