"""Errors that a person is meant to read: shown without a stack trace, exit status 2."""


class RefusedError(Exception):
    """Something was refused for a reason that the message gives in full."""
