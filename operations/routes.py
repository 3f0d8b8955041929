"""The addresses for whoever runs the server: /siap for everybody, /metrik for who has the token."""

import hmac
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from core.store import active_store
from operations.metrics import metrics_text
from operations.service_state import service_state

READY, METRICS = "/siap", "/metrik"
OPERATION_PATHS: Final = (READY, METRICS)
"""What is asked without a session."""
KEPT: Final = {"cache-control": "no-store"}


def operation_routes(token: str | None) -> list[Route]:
    """Return the routes; without a token nobody gets the metrics."""

    async def ready(request: Request) -> Response:
        now = await run_in_threadpool(lambda: service_state(active_store()))
        return JSONResponse(now.told(), 200 if now.is_ready else 503, KEPT)

    async def metrics(request: Request) -> Response:
        asked = request.headers.get("authorization", "")
        if not token:
            return PlainTextResponse("", 404, KEPT)
        if not hmac.compare_digest(asked.encode(), f"Bearer {token}".encode()):
            return PlainTextResponse("", 401, KEPT | {"www-authenticate": "Bearer"})
        return Response(await run_in_threadpool(metrics_text), media_type="text/plain; version=0.0.4", headers=KEPT)

    return [Route(READY, ready), Route(METRICS, metrics)]
