"""A block copied from the form: the article is saved first, so that nothing of what was typed is lost."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from ..models import Article
from ..plugins import Block
from ..publishing import Refused, clone_block

ASKED = "clone_block"
"""The name of the button; its value is the form of the block: `<prefix>-<number>`."""


def clone_asked_for(request: HttpRequest, article: Article, formsets: Any) -> None:
    """Copies the block whose button was pressed. Part of the save: under the article's lock, in its transaction."""
    asked = request.POST.get(ASKED, "")
    if not asked:
        return
    block = _block(asked, formsets)
    try:
        if block is None:
            raise Refused(gettext("The block that was to be copied is not there any longer."))
        clone_block(article, block.key)
    except Refused as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, gettext("The block was copied; the copy stands right below it."))


def _block(asked: str, formsets: Any) -> Block | None:
    prefix, _, number = asked.rpartition("-")
    for formset in formsets:
        if (
            formset.prefix == prefix
            and issubclass(formset.model, Block)
            and number.isascii()
            and number.isdigit()
        ):
            forms = formset.forms[int(number) : int(number) + 1] if len(number) < 6 else []
            return forms[0].instance if forms and forms[0].instance.pk else None
    return None
