"""Several senders who all act from the same moment."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from flask import Flask

SENDERS = 16


def at_once(app: Flask, act: Callable[[int], str], senders: int = SENDERS) -> list[str]:
    """Let every sender act in a context of its own, all from the same moment."""
    ready = threading.Barrier(senders)

    def run(number: int) -> str:
        with app.app_context():
            ready.wait()
            return act(number)

    with ThreadPoolExecutor(senders) as pool:
        return list(pool.map(run, range(senders)))
