"""The program of the platform's model-delivery jobs."""
