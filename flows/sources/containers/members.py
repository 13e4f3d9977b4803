"""The members of archives and mails: each read by its own form, each lost alone."""

from collections.abc import Iterator
from dataclasses import replace

from flows.sources.drafts import MANY, Content, Draft, Rejection, Unfit, too_large

# An archive may hold archives; one in that one is an attack or a mistake.
_DEEPEST = 2
_MOST_MEMBERS = 100_000
_MARK = "!/"


class Budget:
    """How many bytes and members one input may come to when it is unpacked."""

    def __init__(self, content: Content) -> None:
        self._bytes = content.unpacked_left
        self._members = _MOST_MEMBERS

    def take(self, size: int) -> None:
        """Count a member; raises Unfit where the input comes to more than may be."""
        self._bytes -= size
        self._members -= 1
        if self._bytes < 0 or self._members < 0:
            raise Unfit(
                "archive_too_large",
                "unpacked, the archive comes to more than may be read from one input, from here "
                "on; split it, or raise DASHIJI_LARGEST_INPUT_MB",
            )

    @property
    def left(self) -> int:
        """The bytes that may still come."""
        return self._bytes


def read_member(
    name: str, raw: bytes, within: Content, budget: Budget
) -> Iterator[Draft | Rejection]:
    """What one member holds, its parts named by `!/` and its name.

    Never raises for what is in the member: what cannot be read is a rejection of it alone.
    """
    from flows.sources.read import read_content

    part, own = f"{_MARK}{name}", name.rpartition("/")[2]
    try:
        if within.depth >= _DEEPEST:
            raise Unfit("nested_archive", "an archive in an archive in an archive; unpack it first")
        content = replace(
            within,
            raw=raw,
            name=own,
            file=None,
            depth=within.depth + 1,
            unpacked_left=budget.left,
            rules=replace(within.rules, form=None),
        )
        if len(raw) > MANY * within.largest:
            raise too_large("the member", MANY * within.largest)
        for found in read_content(content):
            yield found.moved(part, own)
    except Unfit as error:
        yield Rejection(part, error.rule, f"{name}: {error.reason}", raw, own, part)
