"""What the desk's pages draw in several places."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..models import Photo

register = template.Library()


@register.simple_tag
def photo_small(photo: Photo | None) -> SafeString:
    """The photo, small; an empty frame when there is none. It says nothing that the text beside it does not."""
    if photo is None or not photo.thumbnail_url:
        return format_html('<span class="desk-thumb {}"></span>', "desk-thumb-none")
    return format_html('<img class="desk-thumb" src="{}" alt="" loading="lazy">', photo.thumbnail_url)
