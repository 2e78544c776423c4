/**
 * GB stored in a bucket: usage is given by purpose, and bucket names end in their purpose; the longest match counts.
 * `undefined` for a bucket without usage, e.g. the state bucket, whose few kilobytes cost nothing.
 */
export function storedGb(bucket: string, usage: Readonly<Record<string, number>>): number | undefined {
  const [purpose] = Object.keys(usage)
    .filter((name) => bucket.endsWith(`-${name}`) && !bucket.endsWith(`-access-${name}`))
    .sort((a, b) => b.length - a.length);
  return purpose === undefined ? undefined : usage[purpose];
}
