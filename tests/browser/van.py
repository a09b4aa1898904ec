"""A bad network between a browser and the site: here, away, or losing every third answer to what is sent."""

import socket
import threading
import time
from contextlib import closing, suppress
from urllib.parse import urlsplit

CHUNK = 65536


class Van:
    """Listens on a port of its own and passes requests on, one a connection.

    `state` is "here", "away" (nothing gets through), "losing" (of what is handed in everything arrives, and every
    third answer is lost on the way back; signing in goes well), "stalled" (all arrives, and nothing comes back, not
    even that the line is gone) or "broken" (a proxy says that it finds no server). `posted` counts what arrived while
    losing, `lost` the answers that did not.
    """

    def __init__(self, site: str) -> None:
        self.there = ("127.0.0.1", urlsplit(site).port)
        self.state = "here"
        self.posted = self.lost = 0
        self.counting = threading.Lock()
        self.ear = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://localhost:{self.ear.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        self.ear.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self.ear.accept()
                threading.Thread(target=self._carry, args=(line,), daemon=True).start()

    def _carry(self, line: socket.socket) -> None:
        with closing(line), suppress(OSError):
            line.settimeout(20)
            request = self._request(line)
            if not request or self.state == "away":
                return
            if self.state == "broken":
                line.sendall(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                return
            with closing(socket.create_connection(self.there, timeout=20)) as beyond:
                beyond.sendall(request)
                answer = b"".join(iter(lambda: beyond.recv(CHUNK), b""))
            while self.state == "stalled":
                time.sleep(0.05)
            if not self._loses(request):
                line.sendall(answer)

    def _loses(self, request: bytes) -> bool:
        handed_in = request.startswith(b"POST") and not request.startswith(b"POST /accounts/")
        if not handed_in or self.state != "losing":
            return self.state == "away"
        with self.counting:
            self.posted += 1
            lost = self.posted % 3 == 0
            self.lost += lost
            return lost

    def _request(self, line: socket.socket) -> bytes:
        """One whole request, told to be the last of its connection."""
        found = b""
        while b"\r\n\r\n" not in found:
            more = line.recv(CHUNK)
            if not more:
                return b""
            found += more
        head, _, body = found.partition(b"\r\n\r\n")
        lines = [one for one in head.split(b"\r\n") if not one.lower().startswith(b"connection:")]
        length = next((int(one.split(b":")[1]) for one in lines if one.lower().startswith(b"content-length:")), 0)
        while len(body) < length:
            body += line.recv(CHUNK)
        return b"\r\n".join([*lines, b"Connection: close", b"", body])
