"""Statements that are written once, as this API's views ask them. The pages ask in the same way: see `newsroom.api.ask`."""

from newsroom.api import ask

__all__ = ["ask"]
