"""One open graph: its engine, its answers kept, its counts. What every endpoint works with."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from starlette.requests import Request

from kg.folder import STORE
from kg.graph import Store
from kg.serve import worker
from kg.serve.cache import AnswerCache
from kg.serve.engine import ABANDON_S, Engine
from kg.serve.guard import repeatable
from kg.serve.metrics import Metrics
from kg.serve.refusals import Refusal
from kg.serve.settings import Settings
from kg.serve.worker import Answer, Limits, Question

T = TypeVar("T")
CLIENT_GONE = 499  # nobody will read it


class Graph:
    """`store` is held open for reading, so that nobody writes while it is served."""

    def __init__(self, folder: Path, store: Store, settings: Settings) -> None:
        self.folder = folder
        self.store = store
        self.settings = settings
        self.metrics = Metrics()
        self.engine = Engine(folder / STORE, settings, self.metrics)
        self.cache: AnswerCache[object] = AnswerCache(settings.cache_bytes)
        self._pending: dict[object, asyncio.Future[Answer | Refusal | None]] = {}
        self.limits = Limits(settings.max_rows, settings.max_bytes)

    async def ask(self, question: Question, request: Request) -> Answer:
        """Answer SPARQL, from memory if the same was asked before."""
        found = self._found(question)
        if found is not None:
            return found
        if not repeatable(question.text):
            return await self._timed(request, worker.answer, question, self.limits)
        return await self.kept(question, request, worker.answer, question, self.limits)

    async def kept(
        self,
        key: object,
        request: Request,
        function: Callable[..., Answer],
        *arguments: object,
        timeout_s: float | None = None,
    ) -> Answer:
        """What a worker's function answers, kept under `key`.

        Who asks the same while it is being worked out waits for that answer.
        """
        while (pending := self._pending.get(key)) is not None:
            shared = await asyncio.shield(pending)
            if isinstance(shared, Refusal):
                raise shared
            if shared is not None:
                return shared
        found = self._found(key)
        if found is not None:
            return found
        self._pending[key] = pending = asyncio.get_running_loop().create_future()
        outcome: Answer | Refusal | None = None
        try:
            outcome = await self._timed(request, function, *arguments, timeout_s=timeout_s)
            self.cache.put(key, outcome)
            return outcome
        except Refusal as refusal:
            # Where it was given up for this client alone, the next one who waits asks again.
            outcome = None if refusal.status == CLIENT_GONE else refusal
            raise
        finally:
            pending.set_result(outcome)
            del self._pending[key]

    def _found(self, key: object) -> Answer | None:
        found = self.cache.get(key)
        if found is not None:
            self.metrics.cached.inc()
        return found

    async def _timed(
        self,
        request: Request,
        function: Callable[..., Answer],
        *arguments: object,
        timeout_s: float | None = None,
    ) -> Answer:
        with self.metrics.seconds.time():
            return await self.work(request, function, *arguments, timeout_s=timeout_s)

    async def work(
        self,
        request: Request,
        function: Callable[..., T],
        *arguments: object,
        timeout_s: float | None = None,
    ) -> T:
        """Call a function in a worker; given up when the client goes away meanwhile."""
        running = asyncio.ensure_future(self.engine.run(function, *arguments, timeout_s=timeout_s))
        try:
            done, _ = await asyncio.wait({running}, timeout=ABANDON_S)
            while not done:
                if await request.is_disconnected():
                    raise Refusal(CLIENT_GONE, "the client has gone")
                done, _ = await asyncio.wait({running}, timeout=ABANDON_S)
            return running.result()
        finally:
            running.cancel()

    def begin(self) -> None:
        """Start the workers; a StoreError if that fails."""
        try:
            self.engine.start()
        except BaseException:  # also Ctrl-C, which may come while they start
            self.end()
            raise
        self.metrics.quads.set(self.engine.quads)

    def end(self) -> None:
        """Stop the workers and let go of the store."""
        self.engine.stop()
        self.store.close()
