"""The address to which the page's drop zone sends files: one request a file, its bytes as they are."""

from collections.abc import AsyncIterator
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from akses import Reach, Reader, Refusal, address_of, note_act, rights_of, who_asks
from core.texts import translator
from intake.refused import IntakeRefusedError
from intake.waiting.receiving import receive

UPLOAD: Final = "/unggah"
LANGUAGES: Final = ("id", "en")
GONE: Final = 499
"""What nobody reads: the browser has left."""


def upload_routes() -> list[Route]:
    """Return the route. It answers with the file's id, or with a sentence and why by its status."""
    return [Route(UPLOAD, _upload, methods=["POST"])]


async def _upload(request: Request) -> Response:
    lang = request.query_params.get("lang", "")
    t = translator(lang if lang in LANGUAGES else LANGUAGES[0])
    try:
        reader = await _sender(request)
        file = await receive(
            reader, request.query_params.get("nama", ""), _length(request), _chunks(request), lambda: _may_send(request)
        )
    except IntakeRefusedError as refused:
        return _answer({"sentence": refused.words(t)}, refused.status)
    except ClientDisconnect:
        return _answer({}, GONE)
    note_act("upload", reader.name, address_of(request.headers.items()), id=file.id, bytes=file.size)
    return _answer({"id": file.id}, 201)


async def _sender(request: Request) -> Reader:
    """Who sends. Raises IntakeRefusedError for anybody who may not, and for a request of no page of ours."""
    # The gate has looked at where it comes from; that it says so at all is asked here, as it changes something.
    if "origin" not in request.headers:
        raise IntakeRefusedError(403, lambda t: t("Berkas disetor lewat halaman Setor data."))
    who = await run_in_threadpool(who_asks, request.headers.items())
    if isinstance(who, Refusal):
        raise IntakeRefusedError(401 if who.may_log_in else 403, who.words)
    if rights_of(who.role).sends is Reach.NOTHING:
        raise IntakeRefusedError(403, lambda t: t("Akun Anda tidak menyetor data."))
    return who


def _may_send(request: Request) -> Reader | None:
    who = who_asks(request.headers.items())
    return who if isinstance(who, Reader) and rights_of(who.role).sends is not Reach.NOTHING else None


def _length(request: Request) -> int:
    """How many bytes are to come: known before the first, so that there is room for the last."""
    told = request.headers.get("content-length", "")
    if not (told.isascii() and told.isdigit()):
        raise IntakeRefusedError(411, lambda t: t("Peramban ini tidak menyebut ukuran berkas. Pakai peramban lain."))
    return int(told)


async def _chunks(request: Request) -> AsyncIterator[bytes]:
    async for chunk in request.stream():
        yield chunk


def _answer(content: dict[str, str], status: int) -> Response:
    return JSONResponse(content, status, {"cache-control": "no-store"})
