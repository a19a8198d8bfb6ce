from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.urls import URLPattern, path, re_path

from .feed import FORMATS
from .feeds import feed

SLUG = "(?P<slug>[-a-zA-Z0-9_]{1,100})"

urlpatterns: list[URLPattern] = [
    *(
        re_path(rf"^feeds/{SLUG}\.{form}$", feed, {"form": form}, name=f"feed-{form}")
        for form in FORMATS
    ),
    *(
        re_path(
            rf"^feeds/{SLUG}/(?P<cursor>[A-Za-z0-9_-]{{1,200}})\.{form}$",
            feed,
            {"form": form},
            name=f"feed-page-{form}",
        )
        for form in FORMATS
    ),
]
