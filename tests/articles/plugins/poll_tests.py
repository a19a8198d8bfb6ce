"""The ready-made test on the sample package; run where the package is installed (`test_third_party`)."""

from collections.abc import Sequence

from newsroom_poll.models import PollBlock

from articles.plugins import Block
from articles.plugins.testing import BlockTestCase


class PollTests(BlockTestCase):
    block = PollBlock

    def examples(self) -> Sequence[Block]:
        return [PollBlock(question="Mai mưa?", choices=["Có", "Không"])]
