"""Card fraud detection: the reference workload of the platform, from data to rollback."""
