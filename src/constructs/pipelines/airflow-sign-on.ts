import type { ProviderEndpoints } from "../../contracts";

export interface AirflowSignOn {
  readonly issuer: string;
  readonly clientId: string;
  /** The provider's endpoints, if pods reach it at other addresses than browsers. @default - discovered */
  readonly endpoints?: ProviderEndpoints;
  /** Group whose members administer Airflow; everyone else has read access. */
  readonly adminGroup: string;
}

/**
 * `webserver_config.py`: users sign in with the identity provider, and their groups determine their role. The client
 * secret comes from the environment.
 * https://airflow.apache.org/docs/apache-airflow-providers-fab/stable/auth-manager/webserver-authentication.html
 */
export function webserverConfig({ issuer, clientId, adminGroup, endpoints }: AirflowSignOn): string {
  return `import os

from airflow.providers.fab.auth_manager.security_manager.override import FabAirflowSecurityManagerOverride
from flask_appbuilder.security.manager import AUTH_OAUTH


class SignOn(FabAirflowSecurityManagerOverride):
    def get_oauth_user_info(self, provider, response):
        user = self.oauth_remotes[provider].userinfo(token=response)
        return {
            "username": user["sub"],
            "email": user.get("email", user["sub"]),
            "first_name": user.get("given_name", ""),
            "last_name": user.get("family_name", ""),
            "role_keys": user.get("groups", []),
        }


AUTH_TYPE = AUTH_OAUTH
AUTH_USER_REGISTRATION = True
AUTH_USER_REGISTRATION_ROLE = "Viewer"
AUTH_ROLES_SYNC_AT_LOGIN = True
AUTH_ROLES_MAPPING = {${JSON.stringify(adminGroup)}: ["Admin"]}
SECURITY_MANAGER_CLASS = SignOn
OAUTH_PROVIDERS = [
    {
        "name": "oidc",
        "icon": "fa-key",
        "token_key": "access_token",
        "remote_app": {
            "client_id": ${JSON.stringify(clientId)},
            "client_secret": os.environ["OIDC_CLIENT_SECRET"],
${Object.entries(addressesOf(issuer, endpoints))
  .map(([name, value]) => `            ${JSON.stringify(name)}: ${JSON.stringify(value)},`)
  .join("\n")}
            "client_kwargs": {"scope": "openid profile email groups"},
        },
    }
]
`;
}

/** Parameters of the client: https://docs.authlib.org/en/latest/client/frameworks.html */
function addressesOf(issuer: string, endpoints: ProviderEndpoints | undefined): Readonly<Record<string, string>> {
  if (endpoints === undefined) return { server_metadata_url: `${issuer}/.well-known/openid-configuration` };
  return {
    issuer,
    authorize_url: endpoints.authorizationUrl,
    access_token_url: endpoints.tokenUrl,
    userinfo_endpoint: endpoints.userinfoUrl,
    jwks_uri: endpoints.keysUrl,
  };
}
