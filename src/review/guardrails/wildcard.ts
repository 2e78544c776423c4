/** Whether a text matches a pattern, where `*` matches any characters; linear in the length of the text. */
export function wildcard(pattern: string): (text: string) => boolean {
  const parts = pattern.split("*");
  return (text) => matchesParts(text, parts);
}

function matchesParts(text: string, parts: readonly string[]): boolean {
  const [first = "", ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
