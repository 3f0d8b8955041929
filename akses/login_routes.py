"""The ways in and out with the city's provider: /masuk, /kembali, /keluar."""

import secrets
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from akses import audit, sessions
from akses.access_table import account_of
from akses.asking import sent_cookie, session_cookie, session_token
from akses.identity import Identity, Refusal
from akses.login_setup import BACK, IN, OUT, LoginSettings
from akses.provider import Provider, ProviderDownError, UnprovenLoginError
from akses.sentence_page import sentence_page
from core.texts import Translate

MOST_TRIES: Final = 1
"""How often a login that came back wrong is begun anew without a word."""
LONGEST_GOAL: Final = 2_000


def own_goal(text: str) -> str:
    """Return a path of this dashboard to go on to after the login; '/' for whatever else is asked."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return "/"
    is_path = text.startswith("/") and not text.startswith("//") and not (parts.scheme or parts.netloc)
    is_plain = text.isascii() and text.isprintable() and "\\" not in text and len(text) <= LONGEST_GOAL
    return text if is_path and is_plain and parts.path not in (IN, BACK, OUT) else "/"


def login_link(goal: str) -> str:
    """Return the own path at which a reader logs in to go on to a goal."""
    return f"{IN}?{urlencode({'ke': own_goal(goal)}, quote_via=quote)}"


def _is_open(token: str) -> bool:
    return sessions.identity_of(token) is not None


def _end(token: str, address: str) -> None:
    """End a session that is open, and note whose; the file may have to be waited for: never where all are served."""
    if who := sessions.identity_of(token):
        sessions.end_session(token)
        audit.note_act("out", who.name, address)


def provider_down(t: Translate) -> str:
    """The sentence for a provider that does not answer."""
    return t(
        "Penyedia login kota sedang tidak menjawab. Coba lagi sebentar; bila tetap begitu, beri tahu pengelola dasbor."
    )


def login_failed(t: Translate) -> str:
    """The sentence for a login that proved nothing."""
    return t("Login tidak berhasil. Coba lagi; bila tetap begitu, beri tahu pengelola dasbor.")


def logged_out(t: Translate) -> str:
    """The sentence for who has left."""
    return t("Anda sudah keluar.")


def try_again(t: Translate) -> str:
    """The words of a link to another try."""
    return t("Coba lagi")


def another_account(t: Translate) -> str:
    """The words of a link that leaves the provider."""
    return t("Pakai akun lain")


class LoginRoutes:
    """The three ways for one provider."""

    def __init__(self, login: LoginSettings) -> None:
        self._login = login
        self._provider = Provider(login)
        self._browser_cookie = f"{session_cookie(login)}-masuk"

    def routes(self) -> list[Route]:
        """Return them for the server."""
        return [Route(IN, self._go_in), Route(BACK, self._come_back), Route(OUT, self._go_out, methods=["GET", "POST"])]

    async def _go_in(self, request: Request) -> Response:
        return await self._begin(request, own_goal(request.query_params.get("ke", "/")), 0)

    async def _begin(self, request: Request, goal: str, tries: int) -> Response:
        """Send a reader to the provider; the same browser may have several logins under way."""
        browser = self._browser(request) or secrets.token_urlsafe(24)
        under_way = sessions.Login(
            sessions.token_sum(browser), secrets.token_urlsafe(48), secrets.token_urlsafe(24), goal, tries
        )
        state = await run_in_threadpool(sessions.remember_login, under_way)
        try:
            address = await self._provider.asking_address(state, under_way)
        except ProviderDownError as down:
            return self._down(request, down, goal)
        answer = RedirectResponse(address, 302)
        self._set(answer, self._browser_cookie, browser, sessions.LOGIN_LASTS)
        return answer

    async def _come_back(self, request: Request) -> Response:
        told = request.query_params
        under_way = await run_in_threadpool(sessions.take_login, told.get("state", ""))
        browser = sessions.token_sum(self._browser(request))
        if under_way is None or under_way.is_used or under_way.browser != browser or not told.get("code"):
            return await self._again(request, under_way, told.get("error", "state"))
        try:
            who = await self._provider.identity(told["code"], under_way)
        except ProviderDownError as down:
            return self._down(request, down, under_way.goal)
        except UnprovenLoginError as unproven:
            return await self._again(request, under_way, f"unproven {unproven}")
        leaving = await self._provider.leaving_address()
        return await run_in_threadpool(self._let_in, request, who, under_way.goal, leaving or login_link("/"))

    async def _again(self, request: Request, under_way: sessions.Login | None, why: str) -> Response:
        """What came back is no login: go on where somebody is logged in already, else try once more, else say so."""
        goal = under_way.goal if under_way else "/"
        token = session_token(request.headers.items(), self._login)
        is_open = await run_in_threadpool(_is_open, token or "")
        if is_open:
            return RedirectResponse(goal, 303)
        tries = under_way.tries if under_way else MOST_TRIES
        if tries < MOST_TRIES and why != "access_denied":
            return await self._begin(request, goal, tries + 1)
        audit.note_act("failed", "", audit.address_of(request.headers.items()), why=why[:60] if why.isascii() else "")
        return HTMLResponse(sentence_page(login_failed, login_link(goal), try_again), 403)

    def _let_in(self, request: Request, who: Identity, goal: str, leaving: str) -> Response:
        """Begin a session for whoever has access, with a token that no earlier session had; else say why not, and where
        to leave the provider: it would send the same account again.
        """
        address, account = audit.address_of(request.headers.items()), account_of(who)
        if old := session_token(request.headers.items(), self._login):
            sessions.end_session(old)
        if isinstance(account, Refusal):
            audit.note_act("refused", who.name, address, why=account.name)
            return self._forget(HTMLResponse(sentence_page(account.words, leaving, another_account), 403))
        audit.note_act("in", account.name, address, role=account.role)
        answer = RedirectResponse(goal, 303)
        self._set(answer, session_cookie(self._login), sessions.begin_session(who), sessions.LONGEST)
        return answer

    async def _go_out(self, request: Request) -> Response:
        """End the session, here and at the provider; only a form of an own page may ask for it."""
        if request.method == "GET":
            return HTMLResponse(sentence_page(logged_out, login_link("/")))
        if request.headers.get("origin") != self._login.address:
            return HTMLResponse(sentence_page(login_failed), 403)
        token = session_token(request.headers.items(), self._login)
        await run_in_threadpool(_end, token or "", audit.address_of(request.headers.items()))
        return self._forget(RedirectResponse(await self._provider.leaving_address() or OUT, 303))

    def _browser(self, request: Request) -> str:
        """What this browser alone knows since it began to log in; '' where it did not."""
        return sent_cookie(request.headers.items(), self._browser_cookie) or ""

    def _down(self, request: Request, down: ProviderDownError, goal: str) -> Response:
        audit.note_act("failed", "", audit.address_of(request.headers.items()), why=f"provider {down}"[:60])
        return HTMLResponse(sentence_page(provider_down, login_link(goal), try_again), 503)

    def _set(self, answer: Response, name: str, value: str, seconds: int) -> None:
        answer.set_cookie(
            name, value, max_age=seconds, path="/", secure=self._login.is_https, httponly=True, samesite="lax"
        )

    def _forget(self, answer: Response) -> Response:
        answer.delete_cookie(
            session_cookie(self._login), path="/", secure=self._login.is_https, httponly=True, samesite="lax"
        )
        return answer
