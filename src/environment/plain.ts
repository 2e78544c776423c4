import { credentialIn } from "./secrets";

/** Something in a value that is not plain data: a cycle, a property that throws. */
export interface Obstacle {
  readonly path: string;
  readonly found: string;
}

/** Deeper than any environment; anything deeper is a mistake or a cycle. */
const MAX_DEPTH = 10;

/** Longer than any list of an environment. */
const MAX_LENGTH = 1000;

/** Longer keys are truncated in a path. */
const MAX_KEY_LENGTH = 60;

/**
 * Copies the plain data of a value, so that later code can read it safely: no getters, no prototypes, no cycles. A key
 * whose value is `undefined` is dropped.
 */
export function toPlain(value: unknown): { readonly value: unknown; readonly obstacles: readonly Obstacle[] } {
  const obstacles: Obstacle[] = [];
  const copy = (item: unknown, path: string, ancestors: readonly object[]): unknown => {
    if (typeof item !== "object" || item === null) return item;
    const obstacle = obstacleIn(item, ancestors);
    if (obstacle !== undefined) {
      obstacles.push({ path, found: obstacle });
      return undefined;
    }
    const read = (key: string | number) => {
      const place = join(path, key);
      try {
        return copy(Reflect.get(item, key), place, [...ancestors, item]);
      } catch {
        obstacles.push({ path: place, found: UNREADABLE });
        return undefined;
      }
    };
    if (Array.isArray(item)) return Array.from({ length: item.length }, (_, index) => read(index));
    // Object.fromEntries defines keys instead of assigning them, so __proto__ is an ordinary key.
    return Object.fromEntries(
      Object.keys(item)
        .map((key) => [key, read(key)] as const)
        .filter(([, copied]) => copied !== undefined),
    );
  };
  try {
    return { value: copy(value, "", []), obstacles };
  } catch {
    return { value: undefined, obstacles: [{ path: "", found: UNREADABLE }] };
  }
}

const UNREADABLE = "a value that throws when it is read";

function obstacleIn(item: object, ancestors: readonly object[]): string | undefined {
  if (ancestors.includes(item)) return "a value that contains itself";
  if (ancestors.length > MAX_DEPTH) return `blocks nested more than ${MAX_DEPTH} deep`;
  if (Array.isArray(item)) return item.length > MAX_LENGTH ? `a list of more than ${MAX_LENGTH}` : undefined;
  // The prototype of a literal is the last of its chain, in any realm; the prototype of an instance isn't.
  const prototype: unknown = Object.getPrototypeOf(item);
  return prototype === null || Object.getPrototypeOf(prototype) === null ? undefined : "an instance of a class";
}

/** `nodePools.gpu`, `cloud.zones[1]`. A key that is itself a secret is masked. */
export function join(path: string, key: string | number): string {
  if (typeof key === "number") return `${path}[${key}]`;
  const name = credentialIn(key) === undefined ? shorten(key) : "<secret>";
  return path === "" ? name : `${path}.${name}`;
}

function shorten(key: string): string {
  return key.length > MAX_KEY_LENGTH ? `${key.slice(0, MAX_KEY_LENGTH)}…` : key;
}
