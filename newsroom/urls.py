"""The site's addresses. Only here are the faces named."""

from django.contrib import admin
from django.urls import include, path

from articles.admin.previews import preview_frame

from .health import alive, ready
from .outputs import urls as outputs
from .pages import urls as pages
from .pages.previews import show_in_frame

handler404 = "newsroom.pages.errors.not_found"

urlpatterns = [
    path("healthz", alive, name="healthz"),
    path("readyz", ready, name="readyz"),
    # The desk asks, the readers' pages show: neither knows the other.
    path(
        "admin/articles/article/<int:article_id>/preview/frame/",
        admin.site.admin_view(preview_frame),
        {"show": show_in_frame},
        name="article-preview-frame",
    ),
    path("admin/", admin.site.urls),
    path("api/v1/", include("articles.api.urls")),
    *outputs.urlpatterns,
    *pages.urlpatterns,
]
