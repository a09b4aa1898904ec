"""The process that looks into one mail. Whatever it does there, it can do little: few seconds, some memory, no files.

    python -m inbound.reading.child < (a line of JSON: how it came, and with what means; then the mail)

It prints what it found as JSON. It knows no secret of the house: its environment is empty, and Django is not here.
"""

import json
import os
import resource
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

MEMORY, BROKEN = 3, 4
"""How it ends where it found nothing."""
MEGABYTE = 1024 * 1024


def limit(seconds: int, megabytes: int) -> None:
    """So much time of a core, so much memory, no file written, no crash dumped."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, megabytes * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def look(raw: bytes, asked: dict[str, Any]) -> dict[str, Any]:
    """Open the mail, and judge its sender where it names exactly one."""
    from inbound.reading import judging, opening, zones  # noqa: PLC0415  # within the limits, which come first

    opened, headers = opening.open_mail(raw)
    texts = zones.of_file(Path(asked["zone"])) if asked["zone"] else zones.world
    verdict = judging.UNPROVED
    if len(opened.senders) == 1:
        came = judging.Connection(asked["return_path"], asked["receiver"])
        domain = opened.senders[0].rpartition("@")[2]
        verdict = judging.judge(raw, domain, headers, came, texts)
    written_at = opened.written_at.isoformat() if opened.written_at else None
    return asdict(opened) | {"verdict": verdict, "written_at": written_at}


def main() -> None:
    """Read, look, tell."""
    asked = json.loads(sys.stdin.buffer.readline())
    try:
        limit(asked["seconds"], asked["megabytes"])
        found = json.dumps(look(sys.stdin.buffer.read(), asked))
    except MemoryError:
        os._exit(MEMORY)
    except Exception as error:
        sys.stderr.write(f"{type(error).__name__}: {error}"[:300])
        sys.stderr.flush()
        os._exit(BROKEN)
    sys.stdout.write(found)
    sys.stdout.flush()
    os._exit(0)  # at once, whatever was built up


if __name__ == "__main__":
    main()
