"""Alerts as JSON to one address, each until it is taken: a server that is away is asked again in later runs."""

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Final
from urllib.parse import urlsplit

from core.city import city
from core.disk import read_secret
from core.settings import LOOPBACK, SetupError, settings
from operations.alerts.alert import Alert
from operations.alerts.memory import WaitingPost

SIGNATURE: Final = "X-Adopsi-Tanda"
SHORTEST_SECRET: Final = 32
PATIENCE_SECONDS: Final = 10.0
WAITS: Final = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60, 180, 360))
"""How long an alert waits after each try; the last one from then on."""
LONGEST: Final = timedelta(days=3)
"""After so long nobody needs to hear of it by this way any more."""
ASKED_TO_WAIT: Final = (408, 429)


class Answer(Enum):
    """What became of one try. AGAIN: this one later; AWAY: it and all others later."""

    TAKEN = "taken"
    REFUSED = "refused"
    AGAIN = "again"
    AWAY = "away"


@dataclass(frozen=True)
class Webhook:
    """Where alerts go, and the secret by which the receiver knows them ('': they are not signed).

    Neither is shown: an address often holds a key.
    """

    address: str = field(repr=False)
    secret: str = field(default="", repr=False)


def webhook() -> Webhook:
    """Return the webhook of the settings. Raises SetupError with the setting and what to do."""
    told, name = settings(), "ADOPSI_WEBHOOK_ALAMAT"
    address = told.webhook_alamat.strip()
    if not address:
        raise SetupError(f"Setelan {name} kosong, padahal peringatan.csv menyebut webhook; isi, atau hapus barisnya.")
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    if not host or parts.scheme not in ("http", "https") or parts.username or parts.fragment:
        raise SetupError(f"Setelan {name} bukan alamat webhook; tulis seperti https://pesan.contoh.go.id/masuk")
    if parts.scheme == "http" and host not in LOOPBACK:
        raise SetupError(f"Setelan {name} tidak memakai https; http hanya boleh untuk komputer ini.")
    file = told.webhook_rahasia_file
    secret = read_secret("ADOPSI_WEBHOOK_RAHASIA_FILE", file, SHORTEST_SECRET) if file else ""
    return Webhook(address, secret)


def post_of(alert: Alert, link: str, build: str, moment: datetime) -> WaitingPost:
    """Return an alert as it waits for the webhook; `link` and `build` '' where there is none."""
    body = {
        "id": alert.number(moment),
        "kind": alert.kind,
        "subject": alert.subject,
        "sentence": alert.sentence,
        "link": link or None,
        "since": alert.since.isoformat(),
        "build": build or None,
        "told_at": moment.replace(tzinfo=city().clock).isoformat(),
    }
    return WaitingPost(body=body, begun=moment, next_try=moment)


@dataclass
class Brought:
    """What a run did with what waited: what still waits, how many were taken, what is given up, why others wait."""

    waiting: list[WaitingPost]
    taken: int = 0
    lost: list[str] = field(default_factory=list)
    why: str = ""


def bring(posts: list[WaitingPost], to: Webhook, now: datetime, keep: Callable[[list[WaitingPost]], None]) -> Brought:
    """Post what is due, oldest first; where nobody answers the rest waits for a later run.

    `keep` is given what still waits after each try, so that a process that dies posts nothing again that was taken.
    """
    brought = Brought(list(posts))
    # A next try that lies further ahead than any pause was set by a clock that was ahead.
    for post in [post for post in posts if not now < post.next_try <= now + WAITS[-1]]:
        answer, why = try_post(post, to)
        brought.waiting.remove(post)
        if answer is Answer.TAKEN:
            brought.taken += 1
        elif answer is Answer.REFUSED or now - post.begun >= LONGEST:
            brought.lost.append(f"{post.body['kind']} {post.body['subject']}: {why}")
        else:
            brought.why = why
            brought.waiting.append(_later(post, now))
        if answer is Answer.AWAY:
            until = now + _wait(post)
            brought.waiting = [_not_before(each, until) for each in brought.waiting]
        keep(brought.waiting)
        if answer is Answer.AWAY:
            break
    return brought


def _later(post: WaitingPost, now: datetime) -> WaitingPost:
    return post.model_copy(update={"tries": post.tries + 1, "next_try": now + _wait(post)})


def _wait(post: WaitingPost) -> timedelta:
    return WAITS[min(post.tries, len(WAITS) - 1)]


def _not_before(post: WaitingPost, until: datetime) -> WaitingPost:
    return post.model_copy(update={"next_try": max(post.next_try, until)})


def try_post(post: WaitingPost, to: Webhook) -> tuple[Answer, str]:
    """Post one alert; return what became of it, and why it was not taken. No redirect is followed."""
    import httpx2  # only this command needs it

    content = json.dumps(post.body, ensure_ascii=False).encode()
    headers = {"content-type": "application/json; charset=utf-8", "user-agent": f"adopsi-{city().slug}"}
    if to.secret:
        headers[SIGNATURE] = f"sha256={hmac.new(to.secret.encode(), content, hashlib.sha256).hexdigest()}"
    try:
        with (
            httpx2.Client(timeout=PATIENCE_SECONDS, follow_redirects=False) as client,
            client.stream("POST", to.address, content=content, headers=headers) as answer,
        ):
            # What it says is not read: it may be long, and the number is all that counts.
            return _judged(answer.status_code)
    except httpx2.TimeoutException:
        return Answer.AWAY, f"webhook tidak menjawab dalam {PATIENCE_SECONDS:.0f} detik"
    except httpx2.HTTPError as error:
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            return Answer.AWAY, "sertifikat webhook tidak dapat dipercaya"
        return Answer.AWAY, "webhook tidak dapat dihubungi"
    except httpx2.InvalidURL:
        return Answer.REFUSED, "ADOPSI_WEBHOOK_ALAMAT bukan alamat yang dapat dibuka"


def _judged(code: int) -> tuple[Answer, str]:
    if code // 100 == 2:
        return Answer.TAKEN, ""
    if code // 100 == 3:
        return Answer.AGAIN, f"webhook mengalihkan ke alamat lain (kode {code}); tulis alamat akhirnya"
    if code in ASKED_TO_WAIT:
        return Answer.AWAY, f"webhook meminta menunggu (kode {code})"
    if code // 100 == 4:
        return Answer.REFUSED, f"webhook menolaknya (kode {code})"
    return Answer.AGAIN, f"webhook sedang tidak dapat menerima (kode {code})"
