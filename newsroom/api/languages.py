"""Which language an answer below ``/api/`` is written in."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header
from rest_framework.request import Request


def preferred_language(request: HttpRequest | Request) -> str:
    """Return the first language of ``Accept-Language`` that the site speaks, else its own (RFC 9110 §12.5.4).

    Only this header counts: a cookie or a session would make public answers depend on the reader.
    """
    header: str = request.META.get("HTTP_ACCEPT_LANGUAGE", "")
    if not header:
        return settings.LANGUAGE_CODE
    for language, _quality in parse_accept_lang_header(header):
        if language == "*":
            break
        try:
            return get_supported_language_variant(language)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
