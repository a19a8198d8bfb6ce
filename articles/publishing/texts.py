"""What an act is told in words, against the columns that will keep it."""

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext

from ..plugins import validate_json_text
from .errors import Fault, NotPublishable


def check_texts(model: type[Model], **texts: str) -> None:
    """Refuses texts that the model's columns of these names cannot hold: too long, NUL, lone surrogates.

    Raises `NotPublishable` with a fault for each.
    """
    faults = []
    for name, text in texts.items():
        try:
            validate_json_text(text)
        except ValidationError as error:
            faults += [Fault(message, name) for message in error.messages]
        most = getattr(model._meta.get_field(name), "max_length", None)
        if most is not None and len(text) > most:
            message = gettext("At most %(most)d characters are kept here; these are %(count)d.")
            faults.append(Fault(message % {"most": most, "count": len(text)}, name))
    if faults:
        raise NotPublishable(faults)
