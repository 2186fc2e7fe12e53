"""What stands around every request: security headers, counting, and a limit on slow readers."""

from __future__ import annotations

import asyncio
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.metrics import Metrics, place

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-cache",
}


class Shell:
    """ASGI middleware; what an endpoint has set itself stays."""

    def __init__(
        self, app: ASGIApp, *, metrics: Metrics, send_timeout_s: float, cors: bool
    ) -> None:
        self.app = app
        self.metrics = metrics
        self.send_timeout_s = send_timeout_s
        self.headers = {
            name: value
            for name, value in HEADERS.items()
            # Other origins may read answers where the user said so, and only there.
            if not (cors and name == "Cross-Origin-Resource-Policy")
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                self.metrics.requests.labels(place(scope["path"]), message["status"]).inc()
            async with asyncio.timeout(self.send_timeout_s):
                await send(message)

        await self.app(scope, receive, guarded)
