/** Address of the folder of runbooks in a repository on GitHub, without a trailing slash. */
export function runbooksOf(repository: string): string {
  return `https://github.com/${repository}/blob/main/docs/runbooks`;
}
