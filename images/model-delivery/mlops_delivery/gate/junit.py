"""Results of the code's tests, in JUnit's format."""

from xml.etree import ElementTree

from mlops_delivery.failure import WrongInput
from mlops_delivery.gate.result import GateResult

NAME = "tests"


def check(report: bytes) -> GateResult:
    try:
        root = ElementTree.fromstring(report)
    except ElementTree.ParseError as error:
        raise WrongInput(f"tests.xml: no XML: {error}") from None
    cases = list(root.iter("testcase"))
    failed = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    skipped = [case for case in cases if case.find("skipped") is not None]
    ran = len(cases) - len(skipped)
    reasons = [f"{case.get('classname')}.{case.get('name')} failed" for case in failed]
    if ran == 0:
        reasons.append("no test ran")
    measured = {"tests": len(cases), "failed": len(failed), "skipped": len(skipped)}
    return GateResult(NAME, not reasons, tuple(reasons) or (f"{ran} tests passed",), measured)
