"""The tables. Newsroom knows the block type as soon as this module is imported."""

from .poll import PollBlock
from .votes import Votes

__all__ = ["PollBlock", "Votes"]
