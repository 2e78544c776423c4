import { html, type Markup } from "../../../src/review/report/html/markup";
import type { Chapter } from "../record";
import { type Interval, intervalsOf } from "./intervals";
import { versionColor } from "./version-color";

const WIDTH = 960;
const LEFT = 130;
const PLOT = WIDTH - LEFT - 30;
/** Heights of the parts, in pixels, from top to bottom. */
const TRAFFIC = 130;
const LATENCY = 80;
const LANE = 20;
const GAP = 26;

/** Of all charts: a point every this many milliseconds. */
const INTERVAL = 15_000;

interface Scale {
  readonly x: (moment: number) => number;
  readonly color: (version: string) => string;
}

/** Traffic by version, latency, workflows, alerts and commits of a chapter on one axis of time, as SVG. */
export function timeline(chapter: Chapter): Markup {
  const { began, ended, versions, asked } = chapter;
  const span = Math.max(1, ended - began);
  const scale: Scale = {
    x: (moment) => round(LEFT + (Math.min(Math.max(moment - began, 0), span) / span) * PLOT),
    color: (version) => versionColor(versions, version),
  };
  const intervals = intervalsOf(asked, began, INTERVAL);
  const lanes = lanesOf(chapter);
  const lanesTop = GAP + TRAFFIC + GAP + LATENCY + GAP;
  const height = lanesTop + lanes.length * LANE + 30;
  return html`<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${chapter.title}: traffic, latency and events over time">
${traffic(intervals, scale, GAP)}
${latency(intervals, scale, GAP + TRAFFIC + GAP)}
${lanes.map((lane, index) => laneMarkup(lane, scale, lanesTop + index * LANE))}
${minutes(chapter, scale, height - 12)}
</svg>`;
}

function traffic(intervals: readonly Interval[], { x, color }: Scale, top: number): Markup {
  const bars = intervals.flatMap((interval) => {
    const width = Math.max(1, x(interval.from + INTERVAL) - x(interval.from) - 0.5);
    let y = top + TRAFFIC;
    const parts = Object.entries(interval.by).map(([version, count]) => {
      const height = (count / Math.max(1, interval.requests)) * TRAFFIC;
      y -= height;
      const title = `${count} of ${interval.requests} requests by version ${version}`;
      return bar({ x: x(interval.from), y, width, height, color: color(version), title });
    });
    const lost = (interval.errors / Math.max(1, interval.requests)) * TRAFFIC;
    const title = `${interval.errors} of ${interval.requests} requests failed`;
    return interval.errors === 0
      ? parts
      : [...parts, bar({ x: x(interval.from), y: top, width, height: Math.max(3, lost), color: "var(--bad)", title })];
  });
  return html`${label("share of requests", top)}${bars}`;
}

function latency(intervals: readonly Interval[], { x, color }: Scale, top: number): Markup {
  const highest = Math.max(1, ...intervals.flatMap(({ p99 }) => Object.values(p99)));
  const versions = [...new Set(intervals.flatMap(({ p99 }) => Object.keys(p99)))];
  const lines = versions.map((version) => {
    const points = intervals
      .filter(({ p99 }) => p99[version] !== undefined)
      .map(({ from, p99 }) => `${x(from)},${round(top + LATENCY - ((p99[version] ?? 0) / highest) * LATENCY)}`);
    return html`<polyline points="${points.join(" ")}" style="fill: none; stroke: ${color(version)}; stroke-width: 2"><title>p99 of version ${version}</title></polyline>`;
  });
  return html`${label("p99", top)}${label(`at most ${Math.round(highest)} ms`, top + 14)}${lines}`;
}

interface Lane {
  readonly name: string;
  readonly events: readonly {
    readonly from: number;
    readonly to: number;
    readonly title: string;
    readonly color: string;
  }[];
}

/** Workflows and alerts as bars, commits as marks. */
function lanesOf({ workflows, alerts, commits, ended }: Chapter): Lane[] {
  const started = (template: string) => ({
    name: template,
    events: workflows
      .filter((each) => each.template === template)
      .map((each) => ({
        from: each.created,
        to: each.ended ?? ended,
        title: `${each.name}: ${each.phase}`,
        color: phaseColor(each.phase),
      })),
  });
  const fired = (alert: string) => ({
    name: alert,
    events: alerts
      .filter(({ name }) => name === alert)
      .map(({ name, from, to }) => ({ from, to, title: name, color: "var(--medium)" })),
  });
  const committed = commits.map(({ at, author, subject }) => ({
    from: at,
    to: at,
    title: `${author}: ${subject}`,
    color: "var(--text)",
  }));
  return [
    ...[...new Set(workflows.map(({ template }) => template))].sort().map(started),
    ...[...new Set(alerts.map(({ name }) => name))].sort().map(fired),
    ...(committed.length > 0 ? [{ name: "commits", events: committed }] : []),
  ];
}

function phaseColor(phase: string): string {
  if (phase === "Succeeded") return "var(--good)";
  return phase === "Running" || phase === "Pending" ? "var(--accent)" : "var(--bad)";
}

function laneMarkup({ name, events }: Lane, { x }: Scale, top: number): Markup {
  const bars = events.map(({ from, to, title, color }) =>
    bar({ x: x(from), y: top + 3, width: Math.max(3, x(to) - x(from)), height: LANE - 7, color, title }),
  );
  return html`${label(name, top + LANE - 6)}${bars}`;
}

function minutes({ began, ended }: Chapter, { x }: Scale, top: number): Markup {
  const total = Math.floor((ended - began) / 60_000);
  const step = Math.max(1, Math.ceil(total / 12));
  const marks = Array.from({ length: Math.floor(total / step) + 1 }, (_, index) => index * step);
  return html`${marks.map((minute) => html`<text x="${x(began + minute * 60_000)}" y="${top}" class="axis">${minute} min</text>`)}`;
}

interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly color: string;
  readonly title: string;
}

function bar({ x, y, width, height, color, title }: Bar): Markup {
  return html`<rect x="${x}" y="${round(y)}" width="${round(width)}" height="${round(height)}" style="fill: ${color}"><title>${title}</title></rect>`;
}

function label(text: string, y: number): Markup {
  return html`<text x="0" y="${y + 4}" class="axis">${text}</text>`;
}

const round = (value: number) => Math.round(value * 10) / 10;
