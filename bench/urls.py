"""The site's addresses, and the baseline's beside them: below `/api/` too, so that both pass the same middleware."""

from django.urls import path

from newsroom import urls as site

from .baseline import BaselineViewSet

urlpatterns = [
    path("api/baseline/articles/", BaselineViewSet.as_view({"get": "list"})),
    path("api/baseline/articles/<int:pk>/", BaselineViewSet.as_view({"get": "retrieve"})),
    *site.urlpatterns,
]
