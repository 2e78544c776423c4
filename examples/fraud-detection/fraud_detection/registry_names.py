"""Names in the registry; apart from it so that the model server needs no tracking client."""

MODEL_NAME = "fraud-detection"
# Serves.
CHAMPION = "champion"
# Passed its gates and may take traffic.
CHALLENGER = "challenger"
