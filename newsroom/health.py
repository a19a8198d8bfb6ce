"""Is the site alive, and is it ready? For load balancers; no session, no language, no cache."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "alive"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """The database answers and has every migration; 503 otherwise, saying which of the two it is."""
    try:
        executor = MigrationExecutor(connection)
        pending = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return JsonResponse({"status": "unavailable", "database": False, "migrations": False}, status=503)
    status = 503 if pending else 200
    return JsonResponse(
        {"status": "unavailable" if pending else "ready", "database": True, "migrations": not pending},
        status=status,
    )
