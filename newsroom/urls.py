"""The site's addresses. Only here are the faces named."""

from django.contrib import admin
from django.urls import include, path

from .health import alive, ready
from .outputs import urls as outputs
from .pages import urls as pages

handler404 = "newsroom.pages.errors.not_found"

urlpatterns = [
    path("healthz", alive, name="healthz"),
    path("readyz", ready, name="readyz"),
    path("admin/", admin.site.urls),
    path("api/v1/", include("articles.api.urls")),
    *outputs.urlpatterns,
    *pages.urlpatterns,
]
