from typing import Any, TextIO, cast

from django.core.management.base import BaseCommand
from rich.console import Console


def console_of(command: BaseCommand, **options: Any) -> Console:
    """A console that prints to where the command's output goes."""
    return Console(file=cast(TextIO, command.stdout._out), **options)
