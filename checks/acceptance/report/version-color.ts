const COLORS = ["var(--champion)", "var(--challenger)"];

/** Color of a version of a chapter, and of an answer that no version gives. */
export function versionColor(versions: readonly string[], version: string): string {
  return COLORS[versions.indexOf(version)] ?? "var(--third)";
}
