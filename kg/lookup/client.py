"""HTTP to a MediaWiki API: one request at a time, slowly, and no more often than it likes.

A busy server is asked again after the pause that it names. Redirects are not followed, so names
go to the host that was chosen and to no other.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any
from urllib.parse import urlencode

import urllib3
from urllib3.exceptions import HTTPError, InvalidHeader
from urllib3.response import BaseHTTPResponse
from urllib3.util import Retry, Timeout, parse_url

from kg import __version__
from kg.errors import ConfigError, KgError

ADDRESS = "https://www.wikidata.org/w/api.php"
BUSY = (429, 500, 502, 503, 504)
BUSY_CODES = ("maxlag", "ratelimited", "readonly", "internal_api_error_DBQueryTimeoutError")
MOST_BYTES = 30_000_000  # of one answer; a country has a megabyte of statements
_CHUNK = 1 << 16
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


class NoAnswer(KgError):
    """One question could not be answered; another one may be."""


class AskLater(KgError):
    """The server wants no more questions for now."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between requests, for one answer and between tries, and how many tries there are.

    The pauses double, beginning with `pause_s`; one of more than `longest_pause_s`, if the server
    asks for it, ends the asking.
    """

    between_s: float = 1.0
    connect_s: float = 10.0
    answer_s: float = 60.0
    tries: int = 4
    pause_s: float = 2.0
    longest_pause_s: float = 90.0


class Client:
    """Asks one API. `contact` is an address under which its operators can reach the user.

    A server on this machine is nobody's to be polite to: without a `pace` it is asked at once.
    """

    def __init__(self, address: str = ADDRESS, pace: Pace | None = None, contact: str = "") -> None:
        self.address = _checked(address)
        local = parse_url(address).host in _LOOPBACK
        self.pace = pace or (Pace(between_s=0) if local else Pace())
        self.requests = 0
        if not contact.isprintable() or not contact.isascii():
            raise ConfigError(f"the contact {contact!r} must be plain text, such as a mail address")
        about = "; ".join(filter(None, ("https://w3id.org/newskg/", contact)))
        self._headers = {
            "User-Agent": f"newskg/{__version__} ({about}) urllib3/{version('urllib3')}",
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
        }
        self._pool = urllib3.PoolManager(maxsize=1, retries=False)
        self._next = 0.0

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.clear()

    def get(self, parameters: Mapping[str, str]) -> dict[str, Any]:
        """The JSON object of an answer. Raises NoAnswer or AskLater."""
        reason = ""
        for attempt in range(self.pace.tries):
            pause = 0.0
            try:
                status, asked_for, content = self._once(parameters)
            except HTTPError as error:
                reason = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
            else:
                answer = _parsed(content) if status == 200 else None
                code = _error_code(answer)
                if answer is not None and not code:
                    return answer
                reason = f"it answers {status} {code or 'without JSON'}".replace("200 ", "")
                pause = asked_for
                if status not in (*BUSY, 200) or (code and code not in BUSY_CODES):
                    break
            self._pause(max(pause, self.pace.pause_s * 2**attempt), reason)
        raise NoAnswer(f"no usable answer from {self.address}: {reason}")

    def _pause(self, seconds: float, reason: str) -> None:
        if seconds > self.pace.longest_pause_s:
            raise AskLater(
                f"{self.address}: {reason}, and asks to wait {seconds:.0f} s: run the same command "
                "later. Answers until now are kept"
            )
        self._next = max(self._next, time.monotonic() + seconds)

    def _once(self, parameters: Mapping[str, str]) -> tuple[int, float, bytes]:
        """Status, the pause in seconds that the server asks for, and the body."""
        time.sleep(max(0.0, self._next - time.monotonic()))
        self.requests += 1
        response = self._pool.request(
            "GET",
            f"{self.address}?{urlencode(parameters)}",
            headers=self._headers,
            redirect=False,
            preload_content=False,
            timeout=Timeout(connect=self.pace.connect_s, read=self.pace.answer_s),
        )
        try:
            return response.status, _retry_after(response), self._read(response)
        finally:
            response.close()
            self._next = time.monotonic() + self.pace.between_s

    def _read(self, response: BaseHTTPResponse) -> bytes:
        """The body, with a limit on its size and on the whole time that it takes."""
        deadline = time.monotonic() + self.pace.answer_s
        content = bytearray()
        while chunk := response.read1(_CHUNK, decode_content=True):
            content += chunk
            if len(content) > MOST_BYTES:
                raise HTTPError(f"more than {MOST_BYTES} bytes")
            if time.monotonic() > deadline:
                raise HTTPError(f"the answer takes longer than {self.pace.answer_s:g} s")
        return bytes(content)


def _checked(address: str) -> str:
    try:
        url = parse_url(address)
    except HTTPError as error:
        raise ConfigError(f"{address!r} is no address: {error}") from error
    if url.auth or url.query or url.fragment or not url.host:
        raise ConfigError(f"{address!r}: give the address of an API, such as {ADDRESS}")
    if url.scheme != "https" and (url.scheme != "http" or url.host not in _LOOPBACK):
        raise ConfigError(f"{address!r}: names go over https:// only")
    return address


def _retry_after(response: BaseHTTPResponse) -> float:
    try:
        return max(0.0, Retry().get_retry_after(response) or 0.0)
    except InvalidHeader:
        return 0.0


def _parsed(content: bytes) -> dict[str, Any] | None:
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) else None


def _error_code(answer: dict[str, Any] | None) -> str:
    """What the API says is wrong, as one short word; "" if nothing is."""
    error = answer.get("error") if answer else None
    if error is None:
        return ""
    code = error.get("code") if isinstance(error, dict) else None
    return str(code)[:100] if str(code).isprintable() else "an error"
