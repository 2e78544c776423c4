"""S3: policies of log buckets."""

from moto.s3.models import FakeBucket


def complete() -> None:
    """S3 accepts a policy whose resource has a prefix; moto compares the text with the bucket's ARN."""
    FakeBucket._log_permissions_enabled_policy = staticmethod(lambda *_, **__: True)
