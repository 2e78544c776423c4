"""Names in the registry; a separate module so that the model server needs no tracking client."""

MODEL_NAME = "fraud-detection"
# Serves.
CHAMPION = "champion"
# Passed its gates and may get traffic.
CHALLENGER = "challenger"
