"""What somebody signed in with, in words."""

import pytest

from accounts.templatetags.devices import device

LINUX = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"
TABLET = "Mozilla/5.0 (Linux; Android 15; SM-X200) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140 Safari/537.36"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (LINUX, "Chrome on Linux"),
        (f"{WINDOWS} Edg/140.0", "Edge on Windows"),
        (PHONE, "Safari on iPhone"),
        (TABLET, "Chrome on Android"),
        (MAC, "Firefox on Mac"),
        ("curl/8", "A browser we do not know"),
        ("", "A browser we do not know"),
    ],
)
def test_a_device_is_called_what_its_owner_calls_it(agent, words):
    assert device(agent) == words
