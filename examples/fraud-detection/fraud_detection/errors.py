"""Errors meant for users: shown without a stack trace, exit status 2."""


class RefusedError(Exception):
    """Rejected, with the full reason in the message."""
