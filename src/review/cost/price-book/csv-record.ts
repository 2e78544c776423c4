/**
 * The fields of one line of CSV: a field may be quoted, and a quote inside is doubled. The clouds' lists have no line
 * breaks inside fields. https://www.rfc-editor.org/rfc/rfc4180
 */
export function csvRecord(line: string): string[] {
  const fields: string[] = [];
  for (let start = 0; start <= line.length; ) {
    const quoted = line[start] === '"';
    const end = quoted ? closingQuote(line, start + 1) : endOfField(line, start);
    fields.push(quoted ? line.slice(start + 1, end).replaceAll('""', '"') : line.slice(start, end));
    start = endOfField(line, end) + 1;
  }
  return fields;
}

function endOfField(line: string, from: number): number {
  const comma = line.indexOf(",", from);
  return comma === -1 ? line.length : comma;
}

/** The end of the line if the quote is never closed. */
function closingQuote(line: string, from: number): number {
  for (let at = from; ; at += 2) {
    at = line.indexOf('"', at);
    if (at === -1) return line.length;
    if (line[at + 1] !== '"') return at;
  }
}
