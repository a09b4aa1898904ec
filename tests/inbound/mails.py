"""A hundred and thirty mails, each with what becomes of it: by sender and proof, machine, shape and charset, text.

`Case` says state and reason, how many drafts, and who is told what ("ben mail_read").
"""

import base64
import quopri
from datetime import timedelta

from tests.inbound.cases import RECEIPT, Case, asked, good, left_alone, nothing
from tests.inbound.postroom import AT, CHAPTER, LEAD, attachment, html_part, key, mail, parts, sign, text_part
from tests.inbound.sent_on import SENT_ON


def by(address: str, signer: str | None, **more) -> bytes:
    return mail(sender=f"Somebody <{address}>", by=signer, **more)


RECEIVED = b"Received: from mx.riverside.example by mx.chapterhouse.example; Tue, 3 Mar 2026 08:58:30 +0000\r\n"


def results(said: str, server: str = "mx.chapterhouse.example") -> bytes:
    return f"Authentication-Results: {server}; {said}\r\n".encode()


SPF = "spf=pass smtp.mailfrom=ben@riverside.example"
SENDERS = [
    good("a member's own domain", mail()),
    good("the same in capitals", mail(sender="BEN@Riverside.EXAMPLE")),
    good("a bare address", mail(sender="ben@riverside.example")),
    good("a name in quotes with an address in it", mail(sender='"eve@evil.example" <ben@riverside.example>')),
    good("a name with a full stop", mail(sender="Dr. Ben Whitlock <ben@riverside.example>")),
    good("a name encoded", mail(sender="=?utf-8?q?Ben_Whitl=C3=B6ck?= <ben@riverside.example>")),
    good("a name in raw UTF-8", mail(sender="Ben Whitlöck <ben@riverside.example>")),
    good("an address the account has proved", by("ben@elsewhere.example", "elsewhere.example")),
    good("an officer", by("amara@riverside.example", "riverside.example"), who="amara"),
    good("a domain with a hyphen", by("kim@my-shop.example", "my-shop.example"), who="kim@my-shop"),
    good("an international domain", by("jo@xn--mnchen-3ya.example", "xn--mnchen-3ya.example"), who="jo@xn--mnchen-3ya"),
    good("a signature of a domain below, relaxed", mail(by="mail.riverside.example")),
    good("a strict domain's own signature", by("dee@strict.example", "strict.example"), who="dee@strict"),
    good("two signatures, a stranger's on top", sign(mail(), "evil.example")),
    good("simple canonicalization", mail(canonicalize=(b"simple", b"simple"))),
    asked(
        "a strict domain, signed by one below", by("dee@strict.example", "news.strict.example"), "forged", "dee@strict"
    ),
    asked("no signature", mail(by=None), "unproved"),
    asked("signed by somebody else's domain", mail(by="evil.example"), "forged"),
    asked("signed in the domain's name with another key", mail(secret=key("evil")), "forged"),
    asked("the body changed", mail().replace(b"oven", b"safe"), "forged"),
    asked("the subject changed", mail().replace(b"Subject: Leads", b"Subject: Tips"), "forged"),
    asked("only part of the body signed", mail(length=True), "forged"),
    asked("a signature cut short", mail().replace(b" b=", b" b=BBBB", 1), "forged"),
    asked("a signature that is nonsense", b"DKIM-Signature: what?\r\n" + mail(by=None), "forged"),
    asked("a key that is being tested", by("tom@tested.example", "tested.example"), "forged", "tom@tested"),
    asked("a selector that is not there", mail().replace(b"s=pretended", b"s=elsewhere"), "forged"),
    asked("a domain without a policy", by("sol@silent.example", "silent.example"), "no_policy", "sol@silent"),
    asked("a domain with two policies", by("tia@twice.example", "twice.example"), "no_policy", "tia@twice"),
    asked("a policy that cannot be read", by("bo@broken.example", "broken.example"), "no_policy", "bo@broken"),
    asked("two From headers", mail(over=b"From: Eve <eve@evil.example>\r\n"), "senders"),
    asked(
        "two From headers, the member's on top",
        mail(sender="eve@evil.example", by="evil.example", over=b"From: ben@riverside.example\r\n"),
        "senders",
    ),
    asked("two addresses in one From", mail(sender="ben@riverside.example, eve@evil.example"), "senders"),
    asked(
        "an address within a comment",
        mail(sender="ben@riverside.example (eve@evil.example) <eve@evil.example>"),
        "senders",
    ),
    left_alone("two members in one From", mail(sender="ben@riverside.example, amara@riverside.example"), "senders"),
    asked("a second subject", mail(over=b"Subject: Other\r\n"), "headers"),
    asked("a second kind of content", mail(over=b"Content-Type: text/html\r\n"), "headers"),
    asked("written to somebody else", mail(to="friends@club.example"), "not_addressed"),
    asked("written to nobody", mail(to=None), "not_addressed"),
    asked("of last month", mail(written_at=AT - timedelta(days=30)), "old"),
    asked("of next week", mail(written_at=AT + timedelta(days=7)), "old"),
    asked("without a date", mail(written_at=None), "old"),
    asked("with a date that is none", mail(written_at="yesterday evening"), "old"),
    left_alone("a stranger, proved", by("zoe@elsewhere.example", "elsewhere.example")),
    left_alone("a stranger, not proved", by("zoe@nowhere.example", None)),
    left_alone("an address of a member that nobody proved", by("unproved@elsewhere.example", "elsewhere.example")),
    left_alone("a member who left (F34)", by("left@riverside.example", "riverside.example")),
    left_alone("no From at all", mail(sender=None, by=None)),
    left_alone("a From that is empty", mail(sender="", by=None)),
    left_alone("a From without an address", mail(sender="Ben Whitlock", by=None)),
    left_alone("a From of the other chapter", by("hana@lakeside.example", None)),
    good("SPF, by the word of our server", results(SPF) + mail(by=None)),
    good("SPF, our server's word under its own Received", RECEIVED + results(SPF) + mail(by=None)),
    good("SPF for the bare domain", results("spf=pass smtp.mailfrom=riverside.example") + mail(by=None)),
    asked("SPF, by a stranger's word", results(SPF, "mx.evil.example") + mail(by=None), "unproved"),
    asked(
        "SPF, a forged word below our server's",
        results("spf=fail smtp.mailfrom=ben@riverside.example") + results(SPF) + mail(by=None),
        "unproved",
    ),
    asked(
        "SPF of another domain",
        results("spf=pass smtp.mailfrom=eve@evil.example") + mail(by=None),
        "unproved",
        return_path="eve@evil.example",
    ),
    asked(
        "SPF of a domain that only begins alike",
        results("spf=pass smtp.mailfrom=eve@riverside.example-evil.example") + mail(by=None),
        "unproved",
        return_path="eve@riverside.example-evil.example",
    ),
    asked(
        "SPF that does not fit the envelope", results(SPF) + mail(by=None), "unproved", return_path="eve@evil.example"
    ),
    asked(
        "DMARC by somebody's word alone",
        results("dmarc=pass header.from=riverside.example") + mail(by=None),
        "unproved",
    ),
    asked("a word of our server that cannot be read", results("spf=(pass") + mail(by=None), "unproved"),
]
MACHINES = [
    left_alone("out of office (F53)", mail(headers=("Auto-Submitted: auto-replied",)), "automatic"),
    left_alone("generated", mail(headers=("Auto-Submitted: auto-generated; owner=x",)), "automatic"),
    good("said to be by hand", mail(headers=("Auto-Submitted: no",))),
    left_alone("out of office by its subject alone", mail(subject="Automatic reply: Leads"), "automatic"),
    left_alone("away, in German", mail(subject="Abwesenheitsnotiz: Leads"), "automatic"),
    left_alone("X-Autoreply", mail(headers=("X-Autoreply: yes",)), "automatic"),
    left_alone("junk", mail(headers=("Precedence: junk",)), "automatic"),
    left_alone("a mailing list's copy (F53)", mail(headers=("List-Id: <friends.club.example>",)), "list"),
    left_alone("a newsletter", mail(headers=("List-Unsubscribe: <https://club.example/>",)), "list"),
    left_alone("bulk", mail(headers=("Precedence: bulk",)), "list"),
    left_alone("an old mailing list", mail(headers=("X-BeenThere: friends@club.example",)), "list"),
    left_alone("a bounce by its envelope", mail(), "automatic", return_path=""),
    left_alone("a delivery report", mail(**parts(text_part("It failed."), kind="report")), "automatic"),
    left_alone("undeliverable", mail(subject="Undeliverable: Leads"), "automatic"),
    left_alone("our own notice", mail(sender="Riverside <notices@localhost>", by=None), "ours"),
    left_alone("our own inbound address", mail(sender=CHAPTER, by=None), "ours"),
    left_alone(
        "an answering machine of a stranger",
        mail(sender="zoe@nowhere.example", by=None, headers=("Auto-Submitted: auto-replied",)),
        "automatic",
    ),
    good("without an envelope that is known", mail(), return_path=None),
    good("priority high", mail(headers=("X-Priority: 1", "Importance: high"))),
]

UMLAUT = "Müller’s café needs a façade."
PAGE = (
    "<html><head><style>p{}</style></head><body><p>Hi all,</p><p>The bakery needs an oven.</p>"
    "<ul><li>The school wants a fence</li><li>The club wants a roof</li></ul><blockquote>quoted</blockquote></body>"
)
QP, B64 = "quoted-printable", "base64"


def charset(name: str, text: str = UMLAUT, encoded: str | None = None) -> bytes:
    return mail(text.encode(encoded or name, "replace"), kind=f"text/plain; charset={name}")


PRIVATE = "Content-Type: message/rfc822", b"From: amara@x.example\nContent-Type: text/plain\n\nBetween you and me."
ATTACHED_PARTS = (
    f"{parts(boundary='b2')['kind'].join(('Content-Type: ', ''))}\nContent-Disposition: attachment",
    parts(text_part("Between you and me."), boundary="b2")["body"],
)
SHAPES = [
    good("UTF-8", charset("utf-8")),
    good("Latin-1", charset("iso-8859-1")),
    good("Windows-1252", charset("windows-1252")),
    good("UTF-16", mail(base64.encodebytes(UMLAUT.encode("utf-16")), kind="text/plain; charset=utf-16", encoding=B64)),
    good("ISO-2022-JP", charset("iso-2022-jp", "パン屋 needs an oven")),
    good("GB18030", charset("gb18030", "面包店 needs an oven")),
    good("KOI8-R", charset("koi8-r", "Пекарня needs an oven")),
    good("ASCII said, UTF-8 sent", charset("us-ascii", encoded="utf-8")),
    good("UTF-8 said, Latin-1 sent", charset("utf-8", encoded="iso-8859-1")),
    good("an unknown charset (F54)", charset("x-nonsense", encoded="utf-8")),
    good("a charset that is no text", charset("zlib", encoded="utf-8")),
    good("a charset that turns letters", charset("rot13", encoded="utf-8")),
    good("a charset that is empty", mail(UMLAUT, kind='text/plain; charset=""')),
    good("no charset", mail(UMLAUT, kind="text/plain")),
    good("no kind of content", mail(UMLAUT, kind=None, encoding=None)),
    good("a kind that is nonsense", mail(UMLAUT, kind="nonsense")),
    good("quoted-printable", mail(quopri.encodestring(UMLAUT.encode()), encoding=QP)),
    good("quoted-printable, broken", mail("The bakery =ZZ needs an oven=", encoding=QP)),
    good("base64", mail(base64.encodebytes(LEAD.encode()), encoding=B64)),
    good("an encoding that is nonsense", mail(LEAD, encoding="x-nonsense")),
    good("NUL and bells in the text", mail(b"The \x00bakery\x07 needs an oven \xff")),
    good("plain and HTML", mail(**parts(text_part(LEAD), html_part("<p>other</p><p>things</p>"), kind="alternative"))),
    good("HTML alone (F54)", mail(PAGE, kind="text/html; charset=utf-8"), drafts=3),
    good("HTML, the plain part empty", mail(**parts(text_part(" \n"), html_part(PAGE), kind="alternative")), drafts=3),
    good("HTML that is broken", mail("<p>The bakery <b>needs <i>an oven<p", kind="text/html")),
    good("HTML with scripts", mail("<script>alert(1)</script><p>The bakery needs an oven</p>", kind="text/html")),
    good("an attachment", mail(**parts(text_part(LEAD), attachment()))),
    good("200 attachments (F54)", mail(**parts(text_part(LEAD), *(attachment(f"{n}.pdf") for n in range(200))))),
    good("an attachment first", mail(**parts(attachment(), text_part(LEAD)))),
    good("a text file attached", mail(**parts(text_part(LEAD), attachment("n.txt", b"secret", "text/plain")))),
    nothing("a mail attached, and no word of one's own", mail(**parts(PRIVATE))),
    nothing("parts attached as one", mail(**parts(ATTACHED_PARTS))),
    nothing("a digest of mails", mail(**parts(("X-Odd: 1", b"Subject: x\n\nsecret"), kind="digest"))),
    good(
        "parts within parts",
        mail(
            **parts(
                (
                    parts(text_part(LEAD), boundary="b2")["kind"].join(("Content-Type: ", "")),
                    parts(text_part(LEAD), boundary="b2")["body"],
                )
            )
        ),
    ),
    good(
        "a boundary that never ends",
        mail(b"--b1\nContent-Type: text/plain\n\nThe bakery needs an oven", kind="multipart/mixed; boundary=b1"),
    ),
    good("a subject that is encoded", mail(subject="=?utf-8?b?TGVhZHM=?=")),
    good("a subject in a charset nobody knows", mail(subject="=?x-nonsense?q?Leads?=")),
    good("a subject of many lines", mail(subject="Leads\n of\n the\n week")),
    good("a very long subject", mail(subject="Leads " * 300)),
    good("no subject", mail(subject=None)),
    good("bare line feeds", sign(mail(by=None).replace(b"\r\n", b"\n"), "riverside.example")),
    good("a very long line", mail("The bakery needs an oven " * 60)),
    nothing("no text part (F54)", mail(**parts(attachment()))),
    nothing("a picture alone", mail(b"aGVsbG8=", kind="image/png", encoding=B64)),
    nothing("an empty body", mail("")),
    nothing("spaces alone", mail(" \n\t\n ")),
    nothing("parts without any", mail("", kind="multipart/mixed; boundary=b1")),
    nothing("parts without a boundary", mail("x", kind="multipart/mixed")),
    left_alone("bytes of no mail", b"\xff\xfe\x00\x01" * 100),
    left_alone("nothing at all", b""),
    left_alone("a line", b"hello"),
]

TEXTS = [
    good("a lead a paragraph", mail("The bakery needs an oven.\n\nThe school wants a fence."), 2),
    good("bullets", mail("- bakery: oven\n- school: fence\n- club: roof"), 3),
    good("stars", mail("* bakery: oven\n* school: fence"), 2),
    good("numbers", mail("1. bakery: oven\n2) school: fence"), 2),
    good("bullets with a line before", mail("My leads this week:\n- bakery: oven\n- school: fence"), 2),
    good("bullets with a paragraph before", mail("Here is what I heard:\n\n- bakery: oven\n- school: fence"), 2),
    good("a bullet over two lines", mail("- the bakery on Mill Lane\n  needs an oven\n- school: fence"), 2),
    good("a greeting and a goodbye", mail("Hi all,\n\nThe bakery needs an oven.\n\nThanks!\nBen")),
    good("a name under it", mail("The bakery needs an oven.\n\nBen Whitlock")),
    good("a signature", mail("The bakery needs an oven.\n\n-- \nBen Whitlock\n+44 20 7946 0123")),
    good("regards", mail("The bakery needs an oven.\n\nBest regards,\nBen\n020 7946 0123")),
    good("from a telephone", mail("The bakery needs an oven.\n\nSent from my iPhone")),
    good(
        "a quote below",
        mail("The bakery needs an oven.\n\nOn Mon, 2 Mar 2026 at 9:00, Amara wrote:\n> What have you heard?"),
    ),
    good("a quote in between", mail("> What have you heard?\nThe bakery needs an oven.")),
    good(
        "Outlook's quote",
        mail("The bakery needs an oven.\n\nFrom: Amara\nSent: Monday\nTo: Ben\nSubject: Leads\n\nWhat?"),
    ),
    good("a phone number, which waits for a change (F55)", mail("The bakery, 020 7946 0123, needs an oven.")),
    good("an e-mail, which waits for a change (F55)", mail("Write to owner@bakery.example about an oven.")),
    Case(
        "more than twenty", mail("\n".join(f"- lead number {n}" for n in range(30))), "drafts", "many", 20, (RECEIPT,)
    ),
    nothing("quotes alone", mail("> What have you heard?\n> Tell us.")),
    nothing("a greeting alone", mail("Hi all,")),
    nothing("a forward without a word", mail("From: Amara\nSent: Monday\nTo: Ben\nSubject: Leads\n\nWhat?")),
    nothing("lines of nothing", mail("---\n***\n...")),
]
GROUPS = {"senders": SENDERS, "sent on": SENT_ON, "machines": MACHINES, "shapes": SHAPES, "texts": TEXTS}
EVERY = [case for group in GROUPS.values() for case in group]
