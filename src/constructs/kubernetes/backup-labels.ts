/** Label of objects that Velero excludes from backups: https://velero.io/docs/v1.18/resource-filtering/ */
export const NO_BACKUP = { "velero.io/exclude-from-backup": "true" } as const;
