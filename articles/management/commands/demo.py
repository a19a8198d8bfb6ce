"""`manage.py demo`: a site with sample content, an editor account and a server, in one step. For trying out only."""

import secrets
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.panel import Panel

from articles.management.console import console_of
from articles.models import Article, User

LOGIN = "bientap"


class Command(BaseCommand):
    """Migrates, loads the sample content, makes the editor's account and serves. Run again, it keeps what is there."""

    help = "Prepares and serves a demonstration site."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-serve", action="store_true", help="Prepare everything and stop.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "The demonstration runs with DEBUG=on only: it makes an account and prints its password."
            )
        # Editions carry absolute addresses: those of the server that this command starts.
        settings.SITE_URL = f"http://localhost:{options['port']}"
        call_command("migrate", verbosity=0)
        password = self._editor()
        call_command("load_abbreviations")
        call_command("load_sample")
        self._welcome(password)
        if not options["no_serve"]:
            call_command("runserver", f"localhost:{options['port']}", use_reloader=False)

    def _editor(self) -> str:
        """The demonstration's editor, with a new password at each start: nothing is left that others could know."""
        editor, _ = User.objects.get_or_create(
            username=LOGIN,
            defaults={"is_staff": True, "is_superuser": True, "first_name": "Biên tập", "last_name": "Viên"},
        )
        password = secrets.token_urlsafe(9)
        editor.set_password(password)
        editor.save(update_fields=["password"])
        return password

    def _welcome(self, password: str) -> None:
        site = settings.SITE_URL
        lines = [
            f"Readers' pages   {site}/",
            f"Editors' desk    {site}/admin/",
            f"                 login {LOGIN}, password {password}",
            f"Articles (API)   {site}/api/v1/articles/",
            f"API reference    {site}/api/v1/docs/",
            "",
            f"{Article.objects.count()} articles. Stop with Ctrl-C.",
        ]
        console_of(self).print(Panel("\n".join(lines), title=settings.SITE_NAME, expand=False))
