/**
 * GB stored in a bucket: usage is given by purpose, and buckets end in their purpose; the longest that fits holds.
 * `undefined` for a bucket that no usage is given for, e.g. the one with the state, whose few kilobytes nobody pays for.
 */
export function storedGb(bucket: string, usage: Readonly<Record<string, number>>): number | undefined {
  const [purpose] = Object.keys(usage)
    .filter((name) => bucket.endsWith(`-${name}`) && !bucket.endsWith(`-access-${name}`))
    .sort((a, b) => b.length - a.length);
  return purpose === undefined ? undefined : usage[purpose];
}
