"""What a run came to."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from flows.work.fingerprint import code_version, rules_fingerprint
from flows.work.intake import Intake
from warehouse.errors import Unaccounted


@dataclass(slots=True)
class Outcome:
    """One run: how it ended, what it met, what it set aside, and what the warehouse holds now.

    `rows` counts the rows read by table; `quarantined` those of them that were set aside. Of the
    documents read, `loaded` passed the row gate, and of `documents_set_aside` nothing is left.
    `drift` and `late` tell which sources are not as they were, `held` counts what is held, by rule.
    """

    run_id: str
    started_at: datetime
    state: str = "failed"
    intake: Intake = field(default_factory=Intake)
    rows: dict[str, int] = field(default_factory=dict)
    quarantined: dict[str, int] = field(default_factory=dict)
    loaded: list[str] = field(default_factory=list)
    documents_set_aside: list[str] = field(default_factory=list)
    expectations: int = 0
    drift: list[dict[str, Any]] = field(default_factory=list)
    late: list[dict[str, Any]] = field(default_factory=list)
    held: dict[str, int] = field(default_factory=dict)

    def row(self) -> dict[str, Any]:
        """The run as a row of `ops.runs`, but for the rows that the file will hold."""
        new, changed, unchanged = self.counts()
        return {
            "run_id": self.run_id,
            "started_at": self.started_at,
            "finished_at": now(),
            "state": self.state,
            "code_version": code_version(),
            "rules_fingerprint": rules_fingerprint(),
            "documents_seen": self.intake.seen,
            "documents_new": new,
            "documents_changed": changed,
            "documents_unchanged": unchanged,
            "documents_set_aside": self.set_aside,
        }

    def counts(self) -> tuple[int, int, int]:
        """Documents new, changed and unchanged, without those of which no row was good."""
        met = self.intake.read
        lost = [met[key] for key in self.documents_set_aside]
        return (
            self.intake.new - lost.count("new"),
            self.intake.changed - lost.count("changed"),
            self.intake.unchanged - lost.count("unchanged"),
        )

    @property
    def is_amber(self) -> bool:
        """Whether a person should look at a source."""
        return bool(self.drift or self.late)

    @property
    def set_aside(self) -> int:
        """Inputs that could not be read, and documents of which no row was good."""
        return self.intake.set_aside + len(self.documents_set_aside)


def begin() -> Outcome:
    """A run that starts now, under a name of its own that sorts by time."""
    started = now()
    return Outcome(f"r{started:%Y%m%dT%H%M%S}-{uuid4().hex[:4]}", started)


def now() -> datetime:
    """The moment in UTC, without zone, as the warehouse keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


def account(outcome: Outcome) -> None:
    """Raise Unaccounted where seen is not loaded, unchanged and set aside taken together.

    What was seen is counted at the door, what was loaded after the gate: a document that some step
    between them dropped without a word is found here.
    """
    ended = {*outcome.loaded, *outcome.documents_set_aside}
    lost = [key for key in outcome.intake.read if key not in ended]
    told = sum(outcome.counts()) + outcome.set_aside
    if lost or told != outcome.intake.seen:
        raise Unaccounted(
            f"{outcome.intake.seen} documents were seen and {told - len(lost)} are accounted for; "
            f"neither loaded nor set aside: {', '.join(lost[:5]) or 'an input'}. Nothing is "
            "published; this is a fault of ours: report it with the documents."
        )
