"""Everything below `/api/v1/`: the core's routes, then the extensions'."""

from django.urls import URLPattern, path

from newsroom.api import ProblemTypesView, ProblemTypeView

from .. import plugins
from .articles import ArticleList
from .block_types import BlockTypeDetail, BlockTypeList
from .calendar import Calendar
from .catalogue import CATALOGUES, CatalogueDetail, CatalogueList
from .details import ArticleAbbreviations, ArticleDetail, ArticleRelated
from .front import FrontPage
from .history import ArticleEditions, ChangeList
from .schema_views import OpenAPIDocument, SwaggerUI
from .sections import SectionDetail, SectionList

app_name = "api"

urlpatterns: list[URLPattern] = [
    path("articles/", ArticleList.as_view(), name="article-list"),
    path("articles/<str:reference>/", ArticleDetail.as_view(), name="article-detail"),
    path("articles/<str:reference>/editions/", ArticleEditions.as_view(), name="article-editions"),
    path("articles/<str:reference>/related/", ArticleRelated.as_view(), name="article-related"),
    path(
        "articles/<str:reference>/abbreviations/",
        ArticleAbbreviations.as_view(),
        name="article-abbreviations",
    ),
    path("front/", FrontPage.as_view(), name="front"),
    path("changes/", ChangeList.as_view(), name="change-list"),
    path("calendar/", Calendar.as_view(), name="calendar"),
    path("sections/", SectionList.as_view(), name="section-list"),
    path("sections/<str:entry_id>/", SectionDetail.as_view(), name="section-detail"),
    *(
        path(f"{one.name}/", CatalogueList.as_view(catalogue=one), name=f"{one.what}-list")
        for one in CATALOGUES
    ),
    *(
        path(f"{one.name}/<str:entry_id>/", CatalogueDetail.as_view(catalogue=one), name=f"{one.what}-detail")
        for one in CATALOGUES
    ),
    path("block-types/", BlockTypeList.as_view(), name="block-type-list"),
    path("block-types/<str:name>/", BlockTypeDetail.as_view(), name="block-type-detail"),
    path("problems/", ProblemTypesView.as_view(), name="problem-list"),
    path("problems/<str:slug>/", ProblemTypeView.as_view(), name="problem-detail"),
    path("schema/", OpenAPIDocument.as_view(), name="schema"),
    path("docs/", SwaggerUI.as_view(), name="docs"),
    *(route for extension in plugins.extensions() for route in extension.routes),
]
