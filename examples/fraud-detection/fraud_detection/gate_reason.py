"""A failed expectation as text: location, expected and actual values."""

from collections.abc import Mapping
from typing import Any

# The meaning of a result's keys depends on the expectation.
Values = Mapping[str, Any]


def gate_reason(expectation: str, expected: Values, found: Values) -> str:
    """One line for one failed expectation."""
    where = expected.get("column", "table")
    return f"{where}: {_expected(expectation, expected)}; {_found(found)}"


def _expected(expectation: str, expected: Values) -> str:
    match expectation:
        case "expect_table_columns_to_match_set":
            return f"expected the columns {', '.join(expected['column_set'])}"
        case "expect_table_row_count_to_be_between":
            return f"expected at least {expected['min_value']} rows"
        case "expect_column_values_to_be_unique":
            return "expected every value once"
        case "expect_column_values_to_not_be_null":
            return "expected a value in every row"
        case "expect_column_values_to_be_of_type":
            return f"expected the type {expected['type_']}"
        case "expect_column_values_to_be_in_set":
            return f"expected one of {', '.join(expected['value_set'])}"
        case "expect_column_values_to_be_between":
            return f"expected values from {expected['min_value']:g} to {expected['max_value']:g}"
        case "expect_column_mean_to_be_between":
            return f"expected a mean from {expected['min_value']:g} to {expected['max_value']:g}"
    return expectation


def _found(found: Values) -> str:
    mismatched = found.get("details", {}).get("mismatched", {})
    if mismatched:
        missing, unexpected = mismatched.get("missing", ()), mismatched.get("unexpected", ())
        return f"missing: {', '.join(missing) or 'none'}; not known: {', '.join(unexpected) or 'none'}"
    if found.get("unexpected_count"):
        examples = [value for value in found.get("partial_unexpected_list", ()) if value is not None][:3]
        such_as = f", such as {', '.join(repr(value) for value in examples)}" if examples else ""
        return f"{found['unexpected_count']} of {found['element_count']} rows differ{such_as}"
    if "observed_value" in found:
        return f"found {found['observed_value']}"
    return "could not be checked"
