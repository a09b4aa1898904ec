"""`python -m config.healthy`: asks this container's web server whether it works, for the container's health check."""

import http.client
import os
import sys

PORT = 8000
TIMEOUT_SECONDS = 8


def main() -> int:
    """Answer 0 if the health page says ok, else 1. The page is asked under the name the server goes by."""
    host = os.environ["ALLOWED_HOSTS"].split(",")[0].strip()
    connection = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT", PORT)), timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", "/health/", headers={"Host": host})
        return 0 if connection.getresponse().status == http.HTTPStatus.OK else 1
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
