import type { Decimal } from "decimal.js";
import { count, usd } from "./figures";

/** What GitHub takes as the body of a comment is 65,536 characters; some are left for what a workflow puts before it. */
const LIMIT = 65_000;

/** Places under one rule, differences of one kind: more would bury the rest. */
const SHOWN = 20;

export function shown<Item>(items: readonly Item[], line: (item: Item) => string): string[] {
  const more = items.length - SHOWN;
  return [...items.slice(0, SHOWN).map(line), ...(more > 0 ? [`- and ${more} more`] : [])];
}

export function folded(title: string, parts: readonly string[]): string {
  const body = parts.filter((part) => part !== "").join("\n\n");
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

/** Whole sections, as many as there is room for; how many are missing is said. */
export function fitted(head: readonly string[], sections: readonly string[]): string {
  const kept: string[] = [];
  let room = LIMIT - head.join("\n").length - 200;
  for (const section of sections) {
    if (section.length + 2 > room) break;
    kept.push(section);
    room -= section.length + 2;
  }
  const missing = sections.length - kept.length;
  const note =
    missing > 0 ? [`_${count(missing, "section")} more: too long for a comment; run the review to read them._`] : [];
  return `${[...head, [...kept, ...note].join("\n\n")].join("\n")}\n`;
}

export function arrow(difference: Decimal): string {
  if (difference.isZero()) return "–";
  return `${difference.isPositive() ? "▲" : "▼"} ${usd(difference.abs())}`;
}

/** Names and messages are somebody's text: in a comment they stay text. */
export function text(value: string): string {
  return (
    plain(value)
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll(/([\\`*_{}[\]()#+!|~])/g, "\\$1")
      // Mentions and bare links would call people and lead away; a word joiner inside them stops both.
      .replaceAll("@", "@\u2060")
      .replaceAll("://", ":\u2060//")
  );
}

/** Inside code a backtick ends it, a pipe ends a table's cell, and renderers differ about elements: all look alike here. */
export function code(value: string): string {
  const content = plain(value).replaceAll("`", "ˋ").replaceAll("|", "¦").replaceAll("<", "‹").replaceAll(">", "›");
  return content.trim() === "" ? "" : `\`${content}\``;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]+/g;

/** One line, without characters that steer a terminal or turn the direction of the text. */
function plain(value: string): string {
  return value.replaceAll(UNPRINTABLE, " ");
}
