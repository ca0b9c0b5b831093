"""Work that could hold up the window: done on threads, the latest answer wins, older work is interrupted."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from thaw_desktop.core.database import connect, plain_errors
from thaw_desktop.core.errors import ThawError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from concurrent.futures import Future, ThreadPoolExecutor
    from pathlib import Path

Result = TypeVar("Result")


@dataclass(slots=True)
class _Job:
    """One piece of work on a channel; `connection` is set while it runs."""

    channel: str
    number: int
    done: Callable[[Any], None]
    failed: Callable[[str], None]
    connection: sqlite3.Connection | None = None


class Jobs(QObject):
    """A few threads, each with a read-only connection of its own to `library.db`.

    `done` and `failed` are called on the GUI thread, and only for the newest job of a channel: an answer to an older
    keystroke never replaces that of a newer one.
    """

    # Carries (job, result, error sentence) to the GUI thread; `object`, because Qt would convert other types.
    _finished = Signal(object, object, object)

    def __init__(self, library: Path, parent: QObject | None = None, threads: int = 2) -> None:
        super().__init__(parent)
        self._library = library
        self._threads = threads
        self._pool: ThreadPoolExecutor | None = None
        self._local = threading.local()
        self._guard = threading.Lock()
        self._newest: dict[str, _Job] = {}
        self._connections: list[sqlite3.Connection] = []
        self._number = 0
        self._closed = False
        self._finished.connect(self._deliver)

    def run(
        self,
        channel: str,
        work: Callable[[sqlite3.Connection], Result],
        done: Callable[[Result], None],
        failed: Callable[[str], None],
    ) -> None:
        """Do `work` on a thread; work that still runs on the same channel is interrupted and its answer dropped.

        Args:
            channel: names the kind of work, for example `faq search`.
            work: gets a read-only connection to `library.db`.
            done: gets the result, on the GUI thread.
            failed: gets a plain sentence, on the GUI thread.
        """
        with self._guard:
            if self._closed:
                return
            self._number += 1
            job = _Job(channel, self._number, done, failed)
            older = self._newest.get(channel)
            self._newest[channel] = job
            if older is not None and older.connection is not None:
                older.connection.interrupt()
        if self._pool is None:
            # Imported here: opening the window needs no thread.
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="thaw-job")
        self._pool.submit(self._work, job, work).add_done_callback(_let_faults_out)

    def forget(self, channel: str) -> None:
        """Interrupt what runs on a channel and deliver no answer."""
        with self._guard:
            job = self._newest.pop(channel, None)
            if job is not None and job.connection is not None:
                job.connection.interrupt()

    def goes_on(self) -> bool:
        """Whether anybody still waits for an answer; long work in plain Python asks now and then, on its own thread."""
        return not self._closed

    def idle(self) -> bool:
        """Whether every answer has been delivered."""
        with self._guard:
            return not self._newest

    def close(self) -> None:
        """Interrupt what runs and wait for the threads to end; nothing is delivered afterwards."""
        with self._guard:
            self._closed = True
            running = [job.connection for job in self._newest.values() if job.connection is not None]
            self._newest.clear()
        for connection in running:
            connection.interrupt()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        for connection in self._connections:
            connection.close()
        self._connections.clear()

    def _work(self, job: _Job, work: Callable[[sqlite3.Connection], Any]) -> None:
        result, sentence = None, None
        try:
            with plain_errors(self._library):
                connection = self._connection()
            with self._guard:
                if self._newest.get(job.channel) is not job:
                    return
                job.connection = connection
            with plain_errors(self._library):
                result = work(connection)
        except ThawError as error:
            # An interrupted query ends in an error too; `_deliver` drops the answer of a job that was overtaken.
            sentence = error.sentence
        except BaseException:
            with self._guard:
                if self._newest.get(job.channel) is job:
                    del self._newest[job.channel]
            raise
        finally:
            with self._guard:
                job.connection = None
        self._finished.emit(job, result, sentence)

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = connect(self._library, read_only=True, any_thread=True)
            self._local.connection = connection
            with self._guard:
                self._connections.append(connection)
        return connection

    @Slot(object, object, object)
    def _deliver(self, job: _Job, result: object, sentence: str | None) -> None:
        with self._guard:
            if self._newest.get(job.channel) is not job:
                return
            del self._newest[job.channel]
        if sentence is None:
            job.done(result)
        else:
            job.failed(sentence)


def _let_faults_out(future: Future[None]) -> None:
    """A fault of ours on a thread must not vanish with its future: hand it to the same hook as every other."""
    error = future.exception() if not future.cancelled() else None
    if error is not None:
        threading.excepthook(threading.ExceptHookArgs((type(error), error, error.__traceback__, None)))
