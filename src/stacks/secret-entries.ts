/** Entries of the secret store that the platform reads; their owners set the values. */
export const SECRET_ENTRIES: Readonly<Record<string, string>> = {
  "airflow-fernet-key": "Key that Airflow encrypts its connections with",
  "git-deploy-key": "Key that Argo CD and Airflow read Git repositories with",
  "release-token": "Token that releases of models commit to Git and open pull requests with",
  "oidc-client": "Client secret of the single sign-on for MLflow, Grafana and Argo CD",
};
