"""Validates a data set: https://docs.greatexpectations.io/docs/core/introduction/"""

import json
from pathlib import Path
from typing import Any

import great_expectations as gx
import pandas as pd
from great_expectations.checkpoint.actions import UpdateDataDocsAction
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.exceptions.exceptions import GreatExpectationsError

from mlops_delivery.failure import WrongInput
from mlops_delivery.gate.result import GateResult

NAME = "data"
DOCS = "data-docs"


def check(frame: pd.DataFrame, suite: dict[str, Any], results: Path) -> GateResult:
    """@param suite in Great Expectations' format: `{expectations: [{type, kwargs}]}`"""
    expectations = suite.get("expectations")
    if not isinstance(expectations, list) or not expectations:
        raise WrongInput("expectations.json: expected at least one expectation; an empty suite passes everything")
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    batch = context.data_sources.add_pandas(NAME).add_dataframe_asset(NAME).add_batch_definition_whole_dataframe(NAME)
    checkpoint = context.checkpoints.add(
        gx.Checkpoint(
            name=NAME,
            validation_definitions=[
                context.validation_definitions.add(
                    gx.ValidationDefinition(name=NAME, data=batch, suite=context.suites.add(_suite(expectations)))
                )
            ],
            actions=[UpdateDataDocsAction(name="docs", site_names=[DOCS])],
        )
    )
    store = {"class_name": "TupleFilesystemStoreBackend", "base_directory": str((results / DOCS).resolve())}
    context.add_data_docs_site(
        DOCS,
        {
            "class_name": "SiteBuilder",
            "store_backend": store,
            "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
        },
    )
    result = checkpoint.run(batch_parameters={"dataframe": frame})
    validation = next(iter(result.run_results.values()))
    failed = [item for item in validation.results if not item.success]
    return GateResult(
        NAME,
        bool(result.success),
        tuple(_reason(item) for item in failed) or (f"{len(validation.results)} expectations met",),
        {"rows": len(frame), "expectations": len(validation.results), "failed": len(failed)},
    )


def _suite(expectations: list[dict[str, Any]]) -> gx.ExpectationSuite:
    try:
        return gx.ExpectationSuite(name=NAME, expectations=expectations)
    except (ValueError, KeyError, AttributeError, GreatExpectationsError) as error:
        raise WrongInput(f"expectations.json: {error}") from None


def _reason(item: Any) -> str:  # noqa: ANN401 - Great Expectations' own
    expected = {
        key: value
        for key, value in item.expectation_config.kwargs.items()
        if key not in ("column", "batch_id") and value is not None
    }
    found = item.result or {}
    counted = {
        key: found[key] for key in ("observed_value", "unexpected_count", "element_count", "details") if key in found
    }
    where = item.expectation_config.kwargs.get("column", "table")
    return f"{where}: {item.expectation_config.type} {json.dumps(expected)}; found {json.dumps(counted, default=str)}"
