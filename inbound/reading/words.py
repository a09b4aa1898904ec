"""Text out of a mail: decoded whatever it claims to be in, and split into one paragraph or bullet each."""

import re
from html.parser import HTMLParser

from mailparser_reply import EmailReplyParser

LANGUAGES = ["en", "de", "fr", "nl", "es", "it"]
MOST_LETTERS = 40_000
"""More text than that nobody typed this week."""
MOST_LINES = 2_000
BULLET = re.compile(r"^(?:[-*+•–·]|\d{1,2}[.)])[ \t]+(?=\S)")
QUOTED = re.compile(r"^\s*>")
GREETING = re.compile(r"^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|morning)\b", re.IGNORECASE)
CLOSING = re.compile(
    r"^(?:thanks|thank you|many thanks|cheers|regards|best|kind regards|yours|see you|sincerely|warmly)\b",
    re.IGNORECASE,
)
FEW_WORDS = 6
BREAKS = {"br", "div", "tr", "table", "ul", "ol", "blockquote", "section", "article", "header", "footer", "hr"}
PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "h6"}
UNSEEN = {"script", "style", "head", "title", "template", "noscript", "blockquote"}
QUOTES = ("gmail_quote", "gmail_signature", "yahoo_quoted", "moz-cite-prefix", "divRplyFwdMsg", "appendonsend")
VOID = {"br", "hr", "img", "input", "meta", "link", "col", "wbr"}


def decoded(content: bytes, charset: str) -> str:
    """Text of bytes: in the charset they claim, else UTF-8, else as western mail programs of old wrote it."""
    for name in (charset, "utf-8"):
        try:
            return str(content, name)
        except (LookupError, UnicodeError, ValueError):
            continue
    return content.decode("cp1252", "replace")


def clean(text: str) -> str:
    """Without what a database or a page cannot hold: control characters and halves of characters."""
    whole = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(
        c if c.isprintable() or c in "\n\t" else " " for c in whole.replace("\r\n", "\n").replace("\r", "\n")
    )


class _Page(HTMLParser):
    """The text of an HTML part as a reader sees it, without quotes and signatures that are marked as such."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._skipping = ""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A break, a bullet, or something nobody is to see."""
        if self._skipping:
            self._depth += tag == self._skipping
            return
        marks = " ".join(value or "" for name, value in attrs if name in {"class", "id"})
        if tag not in VOID and (tag in UNSEEN or any(quote in marks for quote in QUOTES)):
            self._skipping, self._depth = tag, 1
        elif tag == "li":
            self.pieces.append("\n• ")
        elif tag in PARAGRAPHS:
            self.pieces.append("\n\n")
        elif tag in BREAKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """The end of a line, or of what nobody is to see."""
        if self._skipping:
            self._depth -= tag == self._skipping
            if not self._depth:
                self._skipping = ""
        elif tag in PARAGRAPHS:
            self.pieces.append("\n\n")
        elif tag in BREAKS - {"br"}:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Words; line ends in the source mean nothing."""
        if not self._skipping:
            self.pieces.append(re.sub(r"\s+", " ", data))


def text_of_page(html: str) -> str:
    """What a reader would see of an HTML part, in lines."""
    page = _Page()
    page.feed(html[: MOST_LETTERS * 10])
    lines = "".join(page.pieces).split("\n")
    return "\n".join(line.strip() for line in lines)


def items_of(text: str) -> list[str]:
    """What somebody wrote, one paragraph or bullet each: without quotes, signature, greeting, goodbye, and lines that
    only say that something follows.
    """
    lines = clean(text)[:MOST_LETTERS].split("\n")[:MOST_LINES]
    marked = "\n".join(BULLET.sub("• ", line.strip()) for line in lines)
    replies = EmailReplyParser(languages=LANGUAGES).read(marked).replies
    if not replies or replies[0].headers:  # nothing stands above what was quoted
        return []
    written = [line for line in replies[0].body.split("\n") if not QUOTED.match(line)]
    found: list[str] = []
    for paragraph in re.split(r"\n\s*\n", "\n".join(written)):
        found += _of_paragraph(paragraph)
    return [item for item in found if not _is_manners(item) and not item.endswith(":") and any(map(str.isalnum, item))]


def _of_paragraph(paragraph: str) -> list[str]:
    """Its bullets, each whole; else all of it."""
    found: list[str] = []
    bulleted = False
    for line in filter(None, (line.strip() for line in paragraph.split("\n"))):
        if line.startswith("• "):
            found.append(line[2:].strip())
            bulleted = True
        elif found and (bulleted or not _is_manners(found[-1])):
            found[-1] += f" {line}"
        else:
            found.append(line)
    return found


def _is_manners(item: str) -> bool:
    """A greeting or a goodbye, and nothing else."""
    few = len(item.split()) <= FEW_WORDS
    greets = GREETING.match(item) and item.rstrip().endswith((",", "!", ":", "."))
    return few and bool(greets or (CLOSING.match(item) and not item.rstrip().endswith("?")))
