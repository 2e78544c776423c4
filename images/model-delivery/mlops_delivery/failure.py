"""Errors that end a command."""


class Failure(Exception):  # noqa: N818 - a refusal is no error of the program
    """Ends the program with `status`; the message has one line for each problem."""

    status = 1

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Refused(Failure):
    """Possible, but not allowed."""

    status = 1


class TooLate(Refused):
    """An alert for something that is already over: nothing has to be done."""


class GitFirst(Refused):
    """Argo CD deploys what Git names: the champion has to be committed before the cluster can return to it."""


class WrongInput(Failure):
    """Invalid input."""

    status = 2


class Unreachable(Failure):
    """A cluster, repository, engine or registry did not answer as expected."""

    status = 3
