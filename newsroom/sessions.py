"""Sessions belong to the desk: what everybody may keep in a cache neither reads nor ends one."""

from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse


class QuietSessionMiddleware(SessionMiddleware):
    """Django's, which leaves alone each answer whose making did not look at the session.

    Django's own deletes the cookie of a session that it does not know, on any answer: whoever sends a bad cookie to a
    public address could have a shared cache hand that deletion to an editor.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        # An error raised before the session was there leaves none.
        session = getattr(request, "session", None)
        if session is None or not session.accessed:
            return response
        return super().process_response(request, response)
