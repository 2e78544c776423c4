/**
 * Templates for the import ids of resource types, filled with values of the configuration: `{name}` for a value,
 * `{metadata.0.name}` for a value in a block.
 */
export type ImportIds = Readonly<Record<string, string>>;
