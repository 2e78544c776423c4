"""Serving: the model server, the proxy that splits traffic, the load that measures it."""
