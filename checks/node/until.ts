/**
 * Polls until something is so, ten times a second or every `interval` seconds.
 * @param check its result is returned once it is neither false nor undefined; an error counts as not yet
 * @throws Error after the deadline, with the last error
 */
export async function until<T>(
  what: string,
  seconds: number,
  check: () => T | Promise<T>,
  interval = 0.1,
): Promise<Exclude<T, false | undefined>> {
  const end = Date.now() + seconds * 1000;
  let last: unknown;
  do {
    try {
      const result = await check();
      if (result !== false && result !== undefined) return result as Exclude<T, false | undefined>;
      last = undefined;
    } catch (error) {
      last = error;
    }
    await new Promise((next) => setTimeout(next, interval * 1000));
  } while (Date.now() < end);
  throw new Error(`Not within ${seconds} s: ${what}${last instanceof Error ? `. ${last.message}` : ""}`);
}
