import type { Decimal } from "decimal.js";
import { count, usd } from "./figures";

/** GitHub limits a comment to 65,536 characters; some are reserved for text that a workflow adds. */
const LIMIT = 65_000;

/** Maximum places per rule and differences per kind, to keep the comment readable. */
const SHOWN = 20;

export function shown<Item>(items: readonly Item[], line: (item: Item) => string): string[] {
  const more = items.length - SHOWN;
  return [...items.slice(0, SHOWN).map(line), ...(more > 0 ? [`- and ${more} more`] : [])];
}

export function folded(title: string, parts: readonly string[]): string {
  const body = parts.filter((part) => part !== "").join("\n\n");
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

/** As many whole sections as fit, and the number of those left out. */
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
    missing > 0 ? [`_${count(missing, "section")} more don't fit into a comment; run the review to see them._`] : [];
  return `${[...head, [...kept, ...note].join("\n\n")].join("\n")}\n`;
}

export function arrow(difference: Decimal): string {
  if (difference.isZero()) return "–";
  return `${difference.isPositive() ? "▲" : "▼"} ${usd(difference.abs())}`;
}

/** Names and messages are untrusted: they are escaped in a comment. */
export function text(value: string): string {
  return (
    plain(value)
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll(/([\\`*_{}[\]()#+!|~])/g, "\\$1")
      // A word joiner prevents mentions and automatic links.
      .replaceAll("@", "@\u2060")
      .replaceAll("://", ":\u2060//")
  );
}

/** Inside code a backtick ends it, a pipe ends a table cell, and renderers treat elements differently: similar characters replace them. */
export function code(value: string): string {
  const content = plain(value).replaceAll("`", "ˋ").replaceAll("|", "¦").replaceAll("<", "‹").replaceAll(">", "›");
  return content.trim() === "" ? "" : `\`${content}\``;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: matched on purpose
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]+/g;

/** One line, without characters that control a terminal or change the text direction. */
function plain(value: string): string {
  return value.replaceAll(UNPRINTABLE, " ");
}
