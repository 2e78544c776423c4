"""RDS: ids of instances, Performance Insights, and the source of parameters."""

import secrets

from moto.rds.models import DBInstance, DBParameterGroup
from moto.rds.responses import RDSResponse

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

initialize = DBInstance.__init__
create = RDSResponse.create_db_instance
update = DBParameterGroup.update_parameters


def with_own_id(self, *args, **kwargs):
    """Each instance has its own id; moto gives all of them the same one."""
    initialize(self, *args, **kwargs)
    self.dbi_resource_id = "db-" + "".join(secrets.choice(ALPHABET) for _ in range(26))


def with_performance_insights(self):
    answer = create(self)
    instance = self.backend.describe_db_instances(self.params["DBInstanceIdentifier"])[0]
    instance.performance_insights_enabled = bool(self.params.get("EnablePerformanceInsights"))
    if instance.performance_insights_enabled:
        instance.performance_insights_kms_key_id = self.params.get("PerformanceInsightsKMSKeyId")
        instance.performance_insights_retention_period = self.params.get("PerformanceInsightsRetentionPeriod")
    return answer


def set_by_user(self, parameters):
    """The provider only reads parameters set by the user."""
    update(self, [{**parameter, "Source": "user"} for parameter in parameters])


def complete() -> None:
    DBInstance.__init__ = with_own_id
    RDSResponse.create_db_instance = with_performance_insights
    DBParameterGroup.update_parameters = set_by_user
