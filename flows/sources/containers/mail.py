"""Mails: subject, date and sender as statements, the body as the text, attachments as members."""

from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from flows.sources.containers.members import Budget, read_member
from flows.sources.decode import decode
from flows.sources.drafts import Content, Draft, Rejection, Statement, Unfit
from flows.sources.html.page import text_of_markup


def read_mail(content: Content) -> Iterator[Draft | Rejection]:
    """The mail as a draft, then what each attachment holds.

    A mail with attachments and no text of its own is no document. Raises Unfit for what is no
    mail.
    """
    mail = message_from_bytes(content.raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    if not mail.keys():
        raise Unfit("not_its_form", "it has no heads of a mail; save it from the mailbox anew")
    attached = list(_attached(mail))
    text = _body(mail)
    if text.strip():
        yield Draft(text, content.raw, _encoding(mail), "eml", _statement(mail))
    elif not attached:
        raise Unfit("blank", "the mail has neither text nor attachment; nothing to read")
    budget = Budget(content)
    for name, raw in attached:
        yield from _read(name, raw, content, budget)


def _read(name: str, raw: bytes, content: Content, budget: Budget) -> Iterator[Draft | Rejection]:
    try:
        budget.take(len(raw))
    except Unfit as error:
        yield Rejection(f"!/{name}", error.rule, f"{name}: {error.reason}")
        return
    yield from read_member(name, raw, content, budget)


def _body(mail: EmailMessage) -> str:
    part = mail.get_body(("plain", "html"))
    if part is None:
        return ""
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes) or not raw.strip():
        return ""
    text, _ = decode(raw, declared=part.get_content_charset())
    text = text.replace("\r\n", "\n")
    return text_of_markup(text) if part.get_content_type() == "text/html" else text


def _encoding(mail: EmailMessage) -> str:
    part = mail.get_body(("plain", "html"))
    assert part is not None
    raw = part.get_payload(decode=True)
    assert isinstance(raw, bytes)
    return decode(raw, declared=part.get_content_charset())[1]


def _attached(mail: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each attachment; a mail that hangs on a mail is one."""
    for number, part in enumerate(mail.iter_attachments(), start=1):
        name = (part.get_filename() or "").replace("/", "_").replace("\\", "_")
        if part.get_content_maintype() == "image":
            continue  # logos and signatures
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            yield name or f"mail {number}.eml", inner.as_bytes()
            continue
        raw = part.get_payload(decode=True)
        if isinstance(raw, bytes):
            yield name or f"attachment {number}", raw


def _statement(mail: EmailMessage) -> Statement:
    sent = _sent(_head(mail, "date") or "")
    return Statement(
        identity=_head(mail, "message-id"),
        source=_sender(mail),
        title=_head(mail, "subject"),
        published=sent.isoformat() if sent else None,
        where="the mail's head Date" if sent else None,
    )


def _sent(written: str) -> datetime | None:
    try:
        return parsedate_to_datetime(written)
    except (TypeError, ValueError):
        return None


def _head(mail: EmailMessage, name: str) -> str | None:
    try:
        return str(mail[name] or "").strip() or None
    except (IndexError, ValueError, TypeError, AttributeError):
        return None  # the standard library stumbles over some broken heads


def _sender(mail: EmailMessage) -> str | None:
    """The name that the sender gives himself, else the name of his post office."""
    try:
        sender = mail["from"].addresses[0]
    except (IndexError, ValueError, TypeError, AttributeError):
        return None
    return sender.display_name or sender.domain or None
