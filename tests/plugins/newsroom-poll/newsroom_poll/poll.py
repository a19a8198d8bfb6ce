"""A poll, as editors write it and clients get it."""

from typing import Any

from content_editor.admin import ContentEditorInline
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from articles.plugins import Block, Node, register_block, validate_json_text

MAX_CHOICES = 10
MAX_LENGTH = 200


def validate_choices(value: Any) -> None:
    """Two to ten different answers."""
    if not isinstance(value, list) or not all(isinstance(choice, str) and choice.strip() for choice in value):
        raise ValidationError(_("The answers are a list of texts."))
    if not 2 <= len(value) <= MAX_CHOICES or len(set(value)) != len(value):
        raise ValidationError(_("A poll has 2 to %(most)d different answers."), params={"most": MAX_CHOICES})
    if max(map(len, value)) > MAX_LENGTH:
        raise ValidationError(_("An answer has at most %(most)d characters."), params={"most": MAX_LENGTH})


class ChoicesField(forms.CharField):
    """A list of texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in super().to_python(value).splitlines() if line.strip()]

    def run_validators(self, value: Any) -> None:
        validate_choices(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != (initial or []))


class PollForm(forms.ModelForm):
    choices = ChoicesField(label=_("answers"), help_text=_("One a line."))


class PollInline(ContentEditorInline):
    form = PollForm


class PollNode(serializers.Serializer):
    question = serializers.CharField()
    choices = serializers.ListField(child=serializers.CharField())


@register_block
class PollBlock(Block):
    """A question with a few answers. Votes are kept by the block's key."""

    name, label, icon = "poll", _("Poll"), "ballot"
    nodes = {"poll": PollNode}
    template = "newsroom_poll/poll.html"
    inline = PollInline

    question = models.CharField(_("question"), max_length=300)
    choices = models.JSONField(_("answers"), validators=[validate_json_text, validate_choices])

    class Meta(Block.Meta):
        verbose_name = _("poll")
        verbose_name_plural = _("polls")

    def represent(self) -> list[Node]:
        return [{"type": "poll", "question": self.question, "choices": self.choices}]

    def text(self) -> str:
        return "\n".join([self.question, *self.choices])
