/**
 * GB stored in a bucket: usage is given by purpose, and buckets end in their purpose. `undefined` for a bucket that no
 * usage is given for, e.g. the one with the state, whose few kilobytes nobody pays for.
 */
export function storedGb(bucket: string | undefined, usage: Readonly<Record<string, number>>): number | undefined {
  const purpose = Object.keys(usage).find(
    (name) => bucket?.endsWith(`-${name}`) && !bucket.endsWith(`-access-${name}`),
  );
  return purpose === undefined ? undefined : usage[purpose];
}
