"""Running a function in a child process that may use so much memory and time and no more (POSIX only)."""

import os
import resource
import signal
from collections.abc import Callable

LARGEST_MEMORY = 1 << 30
MOST_SECONDS = 20


def confined(work: Callable[[], str]) -> str:
    """Return what `work` returns, or how the child that ran it ended: the error's name, "out of memory", a signal."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _run(work, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        said = stream.read().decode("utf-8", "replace")
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return "too slow" if number == signal.SIGXCPU else f"killed by {signal.Signals(number).name}"
    return said


def _run(work: Callable[[], str], writing: int) -> None:
    """Do `work` under the limits, write what comes out, and leave without any clearing up."""
    with open("/proc/self/statm") as stream:
        own = int(stream.read().split()[5]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_DATA, (own + LARGEST_MEMORY, own + LARGEST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 5))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        said = work()
    except MemoryError:
        said = "out of memory"
    except BaseException as error:
        said = f"{type(error).__module__}.{type(error).__name__}: {error}"[:300]
    os.write(writing, said.encode("utf-8", "replace")[:60_000])
    os._exit(0)
