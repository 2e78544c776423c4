"""The data gate: a Great Expectations suite generated from the schema; invalid rows stop the pipeline."""

from dataclasses import dataclass
from pathlib import Path

import great_expectations as gx
import great_expectations.expectations as gxe
import pandas as pd
from great_expectations.checkpoint import Checkpoint, UpdateDataDocsAction
from great_expectations.core import ExpectationSuite
from great_expectations.data_context import AbstractDataContext

from fraud_detection.errors import RefusedError
from fraud_detection.gate_reason import gate_reason
from fraud_detection.schema import COLUMNS, FEATURES, IDENTIFIER, LABEL, Column

# With fewer than 1,000 rows, a holdout set has too few frauds to evaluate a model.
MINIMUM_ROWS = 1_000
# A fraud rate outside these limits means that labels are missing or inverted.
FRAUD_SHARE = (0.002, 0.20)
DOCS_SITE = "data_docs"


class BadDataError(RefusedError):
    """Data that must not be used for training; the message lists every reason."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__("the data gate rejects this data:\n" + "\n".join(f"  - {reason}" for reason in reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class GateResult:
    """The result of the data gate. `checked` is the number of expectations that ran."""

    passed: bool
    reasons: tuple[str, ...]
    checked: int
    rows: int


def check_data(frame: pd.DataFrame, docs: Path | None = None) -> GateResult:
    """Checks rows against the schema. `docs` is a folder for the data docs (HTML); without it none are written."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    result = _checkpoint(context, docs).run(batch_parameters={"dataframe": frame})
    validation = next(iter(result.run_results.values()))
    failed = [item for item in validation.results if not item.success]
    reasons = tuple(
        gate_reason(item.expectation_config.type, item.expectation_config.kwargs, item.result) for item in failed
    )
    return GateResult(bool(result.success), reasons, len(validation.results), len(frame))


def require_good_data(frame: pd.DataFrame, docs: Path | None = None) -> GateResult:
    """Like check_data, but bad data raises BadDataError."""
    result = check_data(frame, docs)
    if not result.passed:
        raise BadDataError(result.reasons)
    return result


def suite() -> ExpectationSuite:
    """The expectations: shape, identifiers, then each column's type, presence and values."""
    expectations: list[gxe.Expectation] = [
        gxe.ExpectTableRowCountToBeBetween(min_value=MINIMUM_ROWS),
        gxe.ExpectTableColumnsToMatchSet(column_set=[column.name for column in COLUMNS], exact_match=True),
        gxe.ExpectColumnValuesToBeUnique(column=IDENTIFIER),
        gxe.ExpectColumnMeanToBeBetween(column=LABEL, min_value=FRAUD_SHARE[0], max_value=FRAUD_SHARE[1]),
    ]
    for column in COLUMNS:
        expectations.extend(_column_expectations(column))
    return ExpectationSuite(name="transactions", expectations=expectations)


def reference_suite() -> ExpectationSuite:
    """The same for a model's training data: its features and predictions."""
    features = [column for column in COLUMNS if column.name in FEATURES]
    expectations: list[gxe.Expectation] = [gxe.ExpectTableRowCountToBeBetween(min_value=MINIMUM_ROWS)]
    for column in (*features, Column("prediction", "float64", minimum=0, maximum=1)):
        expectations.extend(_column_expectations(column))
    return ExpectationSuite(name="reference", expectations=expectations)


def _column_expectations(column: Column) -> list[gxe.Expectation]:
    name = column.name
    values: gxe.Expectation = (
        gxe.ExpectColumnValuesToBeInSet(column=name, value_set=list(column.values))
        if column.values
        else gxe.ExpectColumnValuesToBeBetween(column=name, min_value=column.minimum, max_value=column.maximum)
    )
    # Great Expectations checks each value of an object column, so the type is that of its values.
    kind = "str" if column.dtype == "object" else column.dtype
    return [
        gxe.ExpectColumnValuesToBeOfType(column=name, type_=kind),
        gxe.ExpectColumnValuesToNotBeNull(column=name),
        values,
    ]


def _checkpoint(context: AbstractDataContext, docs: Path | None) -> Checkpoint:
    batch = context.data_sources.add_pandas("memory").add_dataframe_asset("transactions")
    definition = context.validation_definitions.add(
        gx.ValidationDefinition(
            name="transactions",
            data=batch.add_batch_definition_whole_dataframe("all"),
            suite=context.suites.add(suite()),
        )
    )
    actions = [] if docs is None else [_docs_action(context, docs)]
    return context.checkpoints.add(
        Checkpoint(name="data-gate", validation_definitions=[definition], actions=actions, result_format="SUMMARY")
    )


def _docs_action(context: AbstractDataContext, docs: Path) -> UpdateDataDocsAction:
    docs.mkdir(parents=True, exist_ok=True)
    store = {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(docs.resolve())}
    site = {
        "class_name": "SiteBuilder",
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
        "store_backend": store,
    }
    context.delete_data_docs_site("local_site")
    context.add_data_docs_site(site_name=DOCS_SITE, site_config=site)
    return UpdateDataDocsAction(name="data-docs", site_names=[DOCS_SITE])
