from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.management.commands import verify_editions
from articles.models import Edition
from articles.publishing import publish
from tests.factories import make_article


@pytest.fixture
def editions() -> list[Edition]:
    for headline in ("Một", "Hai"):
        publish(make_article(headline), by=None)
    return list(Edition.objects.order_by("pk"))


def run() -> str:
    out = StringIO()
    call_command("verify_editions", stdout=out)
    return out.getvalue()


# Not under the package's own check of the tables, which finds the damage too.
class TestVerifying:
    pytestmark = [pytest.mark.django_db]

    def test_all_is_as_it_was(self, editions: list[Edition], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(verify_editions, "CHUNK", 3)
        assert run() == "4 editions checked, 0 damaged.\n"

    @pytest.mark.parametrize(
        ("column", "value"), [("card", b"{}"), ("document", b"{}"), ("html", "<p>x</p>")]
    )
    def test_damage_is_named(self, editions: list[Edition], column: str, value: object) -> None:
        edition = editions[2]
        original = getattr(edition, column)
        Edition.objects.filter(pk=edition.pk).update(**{column: value})
        out = StringIO()
        with pytest.raises(CommandError, match="1 editions are not as they were published"):
            call_command("verify_editions", stdout=out)
        assert f"damaged {edition.article_id}/1 Hai" in out.getvalue()
        assert "4 editions checked, 1 damaged." in out.getvalue()
        Edition.objects.filter(pk=edition.pk).update(**{column: original})

    def test_interrupted(self, editions: list[Edition], monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupt(*parts: object) -> str:
            raise KeyboardInterrupt

        monkeypatch.setattr(verify_editions, "digest_of", interrupt)
        with pytest.raises(CommandError) as stopped:
            run()
        assert stopped.value.returncode == 130
