"""Bytes in, bytes out: what becomes of an uploaded picture. Knows no model."""

from .decoding import BadImage, Picture, store_ready

__all__ = ["BadImage", "Picture", "store_ready"]
