/**
 * Requests of the servers that an environment on an existing cluster runs in place of a cloud's services. The memory is
 * the limit as well: https://github.com/seaweedfs/seaweedfs/wiki/Optimization, and PostgreSQL's defaults with 100
 * connections.
 */
export const EMBEDDED_SERVERS = {
  "object-store": { cpuMillis: 100, memoryMiB: 512 },
  postgres: { cpuMillis: 100, memoryMiB: 512 },
  mysql: { cpuMillis: 100, memoryMiB: 768 },
} as const;
