"""Transactions generated from a seed: the same seed gives the same bytes.

The distribution, per transaction:

- amount: log-normal, median 40, sigma 1.1; ten percent of web purchases are 1.5 times as high
- hour: the shop's day, a normal around 15 h, sigma 5, modulo 24
- distance_km from home: exponential, mean 12; travel adds another exponential of mean 400
- recent_transactions in the last hour: Poisson, mean 0.6
- account_age_days: gamma, shape 2, mean 900
- category, channel, age_group: drawn with the shares below

Fraud is a Bernoulli draw with a logistic probability. Its log-odds rise with amount, distance, haste, a young account,
the web and the night; three interactions make it more than linear, which is what a tree finds and a line doesn't.
About 2.5 % of the rows are fraud.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from fraud_detection.schema import AGE_GROUPS, CATEGORIES, CHANNELS, COLUMNS, IDENTIFIER, LABEL, PROTECTED

CATEGORY_SHARES = (0.12, 0.16, 0.14, 0.34, 0.16, 0.08)
CHANNEL_SHARES = (0.25, 0.45, 0.30)
AGE_SHARES = (0.25, 0.50, 0.25)


@dataclass(frozen=True)
class Drift:
    """Changes since the model was trained.

    covariate: customers move to the web, spend more and shop later at night; the fraud patterns stay the same.
    concept: fraud patterns change, from few large purchases to bursts of small ones in apps.
    """

    covariate: bool = False
    concept: bool = False


NO_DRIFT = Drift()


def generate(rows: int, seed: int, drift: Drift = NO_DRIFT) -> pd.DataFrame:
    """Rows of the schema's columns, in the order of the days of a year."""
    random = np.random.default_rng(seed)
    frame = _behaviour(rows, random, drift)
    odds = _concept_log_odds(frame) if drift.concept else _log_odds(frame)
    frame[LABEL] = (random.random(rows) < 1 / (1 + np.exp(-odds))).astype("int64")
    return frame[[column.name for column in COLUMNS]]


def _behaviour(rows: int, random: np.random.Generator, drift: Drift) -> pd.DataFrame:
    moved = drift.covariate
    channel = random.choice(CHANNELS, size=rows, p=(0.25, 0.20, 0.55) if moved else CHANNEL_SHARES)
    category = random.choice(CATEGORIES, size=rows, p=CATEGORY_SHARES)
    dear = np.where((channel == "web") & (random.random(rows) < 0.10), 1.5, 1.0)
    amount = random.lognormal(np.log(65 if moved else 40), 1.1, rows) * dear
    distance = random.exponential(12, rows) + np.where(category == "travel", random.exponential(400, rows), 0)
    return pd.DataFrame(
        {
            IDENTIFIER: np.arange(rows, dtype="int64"),
            "day": np.sort(random.integers(0, 365, rows)),
            "amount": np.clip(amount, 0.01, 20_000).round(2),
            "hour": np.mod(random.normal(19 if moved else 15, 5, rows), 24).astype("int64"),
            "distance_km": np.clip(distance, 0, 20_000).round(1),
            "recent_transactions": np.clip(random.poisson(0.6, rows), 0, 100),
            "account_age_days": np.clip(random.gamma(2, 450, rows), 0, 7_300).astype("int64"),
            "category": category.astype(object),
            "channel": channel.astype(object),
            PROTECTED: random.choice(AGE_GROUPS, size=rows, p=AGE_SHARES).astype(object),
        }
    )


def _log_odds(frame: pd.DataFrame) -> np.ndarray:
    large = np.log(frame["amount"] / 40)
    night = frame["hour"].isin([0, 1, 2, 3, 4, 23])
    web = frame["channel"] == "web"
    far = frame["distance_km"] > 60
    young = frame["account_age_days"] < 180
    hasty = frame["recent_transactions"] >= 3
    main = -5.2 + 0.7 * large + 0.8 * web + 0.7 * night + 0.7 * far + 0.6 * young + 0.6 * hasty
    together = 3.2 * (web & night & (large > 0)) + 3.0 * (far & (frame["category"] != "travel")) + 3.2 * (young & hasty)
    return (main + together).to_numpy()


def _concept_log_odds(frame: pd.DataFrame) -> np.ndarray:
    small = -np.log(frame["amount"] / 40)
    app = frame["channel"] == "app"
    burst = frame["recent_transactions"] >= 2
    young = frame["account_age_days"] < 365
    main = -5.2 + 0.6 * small + 0.9 * app + 0.9 * burst + 0.5 * young
    return (main + 3.4 * (app & burst & (small > 0)) + 1.5 * (young & burst)).to_numpy()
