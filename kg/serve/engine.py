"""The worker processes as the server sees them: a question in, an answer or a Refusal out.

Every place for a worker is a process pool of one: what kills one worker, also in the middle
of sending an answer, cannot block the pipe of another.
"""

from __future__ import annotations

import asyncio
import math
import multiprocessing
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from kg.errors import StoreError
from kg.serve import worker
from kg.serve.metrics import Metrics
from kg.serve.refusals import gave_up, too_busy, too_slow
from kg.serve.settings import Settings

T = TypeVar("T")
START_S = 60.0
ABANDON_S = 1.0  # a query that runs longer is worth stopping when its client has gone


class Engine:
    """`processes` workers, each with the store open; use `start` and `stop`."""

    def __init__(self, path: Path, settings: Settings, metrics: Metrics) -> None:
        self.path = path
        self.settings = settings
        self.metrics = metrics
        self.waiting = 0
        self.quads = 0
        self._slots = [_Slot(path, settings) for _ in range(settings.processes)]
        self._free: asyncio.LifoQueue[_Slot] = asyncio.LifoQueue()

    def start(self) -> None:
        """Start all workers and wait for them; a StoreError if they cannot open the store."""
        try:
            counts = [slot.schedule(worker.count, (), START_S) for slot in self._slots]
            self.quads = max(count.result() for count in counts)
        except (TimeoutError, RuntimeError, ProcessExpired) as error:
            raise StoreError(
                f"no worker process could open {self.path} ({error}): more memory may help"
            ) from error
        for slot in self._slots:
            self._free.put_nowait(slot)

    def stop(self) -> None:
        """Kill the workers and wait for their end."""
        for slot in self._slots:
            slot.stop()

    @property
    def ready(self) -> bool:
        return any(slot.alive for slot in self._slots)

    async def run(
        self, function: Callable[..., T], *arguments: object, timeout_s: float | None = None
    ) -> T:
        """Call a function of `kg.serve.worker` in a worker that is free.

        A Refusal where too many wait, where it takes too long, and where the worker dies.
        """
        limit = timeout_s or self.settings.query_timeout_s
        slot = await self._take(limit)
        try:
            return await asyncio.wrap_future(slot.schedule(function, arguments, limit))
        except TimeoutError as error:
            self.metrics.timeouts.inc()
            self.metrics.restarts.inc()
            raise too_slow(limit) from error
        except (ProcessExpired, RuntimeError) as error:
            self.metrics.restarts.inc()
            raise gave_up() from error
        except asyncio.CancelledError:
            self.metrics.restarts.inc()
            raise
        finally:
            slot.renew()
            self._free.put_nowait(slot)

    async def _take(self, limit: float) -> _Slot:
        if self.waiting >= self.settings.waiting:
            raise too_busy(math.ceil(limit))
        self.waiting += 1
        try:
            async with asyncio.timeout(limit):
                return await self._free.get()
        except TimeoutError as error:
            raise too_busy(math.ceil(limit)) from error
        finally:
            self.waiting -= 1


class _Slot:
    """The place of one worker. A killed worker is replaced by the pool, a broken pool here."""

    def __init__(self, path: Path, settings: Settings) -> None:
        self._arguments = (str(path), settings.max_memory)
        self._pool = self._new()

    def _new(self) -> ProcessPool:
        return ProcessPool(
            max_workers=1,
            initializer=worker.begin,
            initargs=self._arguments,
            # Not fork: the server has threads.
            context=multiprocessing.get_context("spawn"),
        )

    @property
    def alive(self) -> bool:
        return bool(self._pool.active)

    def schedule(
        self, function: Callable[..., T], arguments: tuple[object, ...], limit: float
    ) -> ProcessFuture[T]:
        return self._pool.schedule(function, arguments, timeout=limit)

    def renew(self) -> None:
        """A pool whose idle worker was killed from outside is broken for good."""
        if not self._pool.active:
            self.stop()
            self._pool = self._new()

    def stop(self) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
