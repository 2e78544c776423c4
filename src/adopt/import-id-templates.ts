/**
 * How a type's import id is made of the values that its configuration states: text with `{name}` for each value, or
 * `{metadata.0.name}` for one in a block.
 */
export type ImportIds = Readonly<Record<string, string>>;
