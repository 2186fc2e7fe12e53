"""Slow clients: uvicorn waits for them without end in two places, this protocol does not.

A client that dribbles the head of a request, and one that stops reading an answer, would
hold a connection, and the answer's memory, for ever.
"""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

WATCH_S = 10.0


class WatchedProtocol(H11Protocol):
    """HTTP/1.1 that drops a connection on which nothing has moved between two looks."""

    watch_s = WATCH_S

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._seen: tuple[object, int] | None = None
        self._look_again()

    def connection_lost(self, exc: Exception | None) -> None:
        self._watch.cancel()
        super().connection_lost(exc)

    def _look_again(self) -> None:
        self._watch = self.loop.call_later(self.watch_s, self._look)

    def _look(self) -> None:
        unsent = self.transport.get_write_buffer_size()
        stuck = unsent > 0 or self._waits_for_head()
        now = (self.cycle, unsent)
        if stuck and self._seen == now:
            self.transport.abort()
            return
        self._seen = now if stuck else None
        self._look_again()

    def _waits_for_head(self) -> bool:
        """No request is being read or answered, and none was begun by its whole head."""
        answering = self.cycle is not None and not self.cycle.response_complete
        return not answering and self.conn.their_state is h11.IDLE
