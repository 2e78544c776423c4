"""The demo: the whole cycle with real tools on one machine. `python -m fraud_detection.demo`."""
