from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """The site: wiring, and what every app's face shares."""

    name = "newsroom"
