"""What the platform's model-delivery jobs run."""
