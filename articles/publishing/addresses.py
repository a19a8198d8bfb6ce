from django.conf import settings
from django.urls import reverse


def article_url(article_id: int, slug: str) -> str:
    """The address of the readers' page, absolute."""
    return f"{settings.SITE_URL}{reverse('article', args=[article_id, slug])}"
