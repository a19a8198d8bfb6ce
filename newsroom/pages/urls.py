from django.urls import path, re_path

from .previews import shared
from .views import article, front, moved

urlpatterns = [
    path("", front, name="front"),
    path("articles/<int:article_id>/<slug:slug>/", article, name="article"),
    path("preview/<str:token>/", shared, name="preview"),
    # Whatever else is asked for may be an old address of an article, but for what other faces answer.
    re_path(r"^(?P<path>(?!(?:api|admin|static|media)(?:/|$)).+)$", moved, name="moved"),
]
