"""Layers around the application, outermost first: headers, faults silenced, host, rate, key, size. Each is a small ASGI class."""
