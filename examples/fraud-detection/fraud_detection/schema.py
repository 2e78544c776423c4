"""The columns of a transaction: a single table that the generator, the gate and the model use."""

from dataclasses import dataclass

LABEL = "is_fraud"
IDENTIFIER = "transaction_id"
PROTECTED = "age_group"

CATEGORIES = ("electronics", "fashion", "fuel", "grocery", "restaurant", "travel")
CHANNELS = ("app", "terminal", "web")
AGE_GROUPS = ("18-29", "30-59", "60+")


@dataclass(frozen=True)
class Column:
    """A column: its pandas type and allowed values. Bounds are inclusive."""

    name: str
    dtype: str
    minimum: float | None = None
    maximum: float | None = None
    values: tuple[str, ...] | None = None


COLUMNS = (
    Column(IDENTIFIER, "int64", minimum=0),
    Column("day", "int64", minimum=0, maximum=364),
    Column("amount", "float64", minimum=0.01, maximum=20_000),
    Column("hour", "int64", minimum=0, maximum=23),
    Column("distance_km", "float64", minimum=0, maximum=20_000),
    Column("recent_transactions", "int64", minimum=0, maximum=100),
    Column("account_age_days", "int64", minimum=0, maximum=7_300),
    Column("category", "object", values=CATEGORIES),
    Column("channel", "object", values=CHANNELS),
    Column(PROTECTED, "object", values=AGE_GROUPS),
    Column(LABEL, "int64", minimum=0, maximum=1),
)

NUMERIC = ("amount", "hour", "distance_km", "recent_transactions", "account_age_days")
CATEGORICAL = ("category", "channel")
# The age group is excluded on purpose: it is only used to measure fairness.
FEATURES = (*NUMERIC, *CATEGORICAL)
