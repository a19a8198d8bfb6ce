import re
from argparse import ArgumentParser, ArgumentTypeError
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ratings.models import Rating
from ratings.upkeep import articles_rated_before, forget
from ratings.voting import this_minute

BATCH = 1000


def days(text: str) -> timedelta:
    """An age such as `400d`: 1 to 36500 days."""
    match = re.fullmatch(r"([1-9][0-9]{0,4})d", text, re.ASCII)
    if match is None or int(match[1]) > 36_500:
        raise ArgumentTypeError(f"{text!r} is no age such as 400d")
    return timedelta(days=int(match[1]))


class Command(BaseCommand):
    help = (
        "Forgets which reader gave which stars, for ratings that were last changed before that time. Their stars stay "
        "in the articles' totals. May be interrupted and run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--older-than", type=days, required=True, metavar="400d", help="age in days")

    def handle(self, *args: Any, older_than: timedelta, **options: Any) -> None:
        before = this_minute() - older_than
        forgotten = articles = 0
        stopped = False
        # Counted before: what is rated meanwhile is too young.
        todo = Rating.objects.filter(rated_at__lt=before).count()
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        console = Console(stderr=True, highlight=False)
        with Progress(*columns, console=console) as progress:
            task = progress.add_task("Forgetting", total=todo)
            try:
                for article_id in list(articles_rated_before(before)):
                    articles += 1
                    while dropped := forget(article_id, before, BATCH):
                        forgotten += dropped
                        progress.advance(task, dropped)
            except KeyboardInterrupt:
                stopped = True
        left = Rating.objects.filter(rated_at__lt=before).count()
        self.stdout.write(
            f"{forgotten} ratings of {articles} articles forgotten, {left} left. All totals stay."
        )
        if stopped:
            self.stdout.write("Interrupted; what was done stands. Run it again for the rest.")
            raise SystemExit(130)
