"""The main flow served on a schedule: one run at a time, and what was missed made good once."""

import asyncio
import logging
import multiprocessing
import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from prefect import flow
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule
from prefect.client.schemas.sorting import FlowRunSort
from prefect.exceptions import ObjectNotFound
from prefect.runner import Runner
from prefect.schedules import Cron, Interval, Schedule
from prefect.states import Crashed, Scheduled

from flows.run import run
from flows.settings import Settings
from flows.work.workers import end_with_parent

_LOGGER = logging.getLogger("dashiji.schedule")
_BEGUN = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING, StateType.PAUSED]
_POLL_SECONDS = 3
# A run that waits so long was missed or is kept waiting by another.
_GRACE = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Plan:
    """When to run, by cron or every so many seconds, over which inputs."""

    paths: Sequence[Path]
    cron: str | None
    seconds: float | None
    timezone: str

    def schedule(self) -> Schedule:
        """As Prefect knows it. Raises ValueError where it is none."""
        if self.cron is not None:
            CronSchedule(cron=self.cron, timezone=self.timezone)  # it alone looks at what is given
            return Cron(self.cron, timezone=self.timezone)
        IntervalSchedule(interval=timedelta(seconds=1), timezone=self.timezone)
        # The same moments after every restart, as a cron line has them.
        anchor = datetime(2020, 1, 1, tzinfo=UTC)
        return Interval(self.seconds or 0, anchor_date=anchor, timezone=self.timezone)


# Retried as a whole where another run held the warehouse or a disk came and went.
@flow(
    name="run",
    validate_parameters=False,
    persist_result=False,
    retries=2,
    retry_delay_seconds=30,
)
def scheduled(paths: list[str], warehouse: str) -> None:
    """The main flow in a process of its own, which ends with the schedule that started it."""
    end_with_parent()
    run.fn(paths, warehouse)


class _Runner(Runner):
    """Prefect's, which takes SIGTERM for itself when it starts, and then waits for itself."""

    def handle_sigterm(self, *_: Any, **__: Any) -> None:
        os.kill(os.getpid(), signal.SIGINT)


def _end_when_told() -> None:
    """Let Ctrl-C and SIGTERM end the run under way and then whoever serves, in that order.

    The run's next process finds what it left and goes on there. An exception raised anywhere in
    Prefect's loop would leave threads of it behind, and this process with them.
    """
    serving = asyncio.current_task()
    assert serving is not None

    def end() -> None:
        for child in multiprocessing.active_children():
            child.kill()
        serving.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, end)


async def serve(settings: Settings, plan: Plan, told: Any) -> None:
    """Run by the plan until somebody ends it; `told` is called with the deployment's key.

    A run that was due while nobody served, or that ended with whoever served before, is made good
    by one run now, however many there were. Raises ValueError for a schedule that is none.
    """
    runner = _Runner(
        name=name_of(settings), query_seconds=_POLL_SECONDS, limit=1, pause_on_shutdown=False
    )
    _end_when_told()
    logging.getLogger("prefect.runner").setLevel(logging.WARNING)  # else a line every few seconds
    async with get_client() as client:
        missed = await _clear_missed(client, settings)
        deployment = await runner.aadd_flow(
            scheduled,
            name=name_of(settings),
            schedule=plan.schedule(),
            parameters={
                "paths": [str(path.absolute()) for path in plan.paths],
                "warehouse": str(settings.warehouse),
            },
            description="Read the documents, check what was read, publish the warehouse anew.",
        )
        if missed:
            _LOGGER.info("missed=%d runs, made good by one", missed)
            await client.create_flow_run_from_deployment(deployment, state=Scheduled())
        told(deployment)
        tidy = asyncio.create_task(_keep_one_waiting(client, deployment))
        try:
            await runner.start()
        finally:
            tidy.cancel()


def name_of(settings: Settings) -> str:
    """The deployment of a warehouse: its name, without what Prefect forbids."""
    return settings.warehouse.stem.replace("/", "-").replace("%", "-")


async def _clear_missed(client: PrefectClient, settings: Settings) -> int:
    """End and remove what an earlier process of this schedule left; how many runs that was."""
    try:
        deployment = await client.read_deployment_by_name(f"run/{name_of(settings)}")
    except ObjectNotFound:
        return 0
    begun = await _runs(client, deployment.id, _BEGUN)
    stopped = await _was_stopped(client, deployment.id)
    for left in begun:
        ended: State[Any] = Crashed(message="The schedule that ran it ended.")
        await client.set_flow_run_state(left.id, ended, force=True)
    overdue = await _overdue(client, deployment.id, timedelta())
    for left in overdue:
        await client.delete_flow_run(left.id)
    return len(begun) + len(overdue) + stopped


async def _was_stopped(client: PrefectClient, deployment: UUID) -> bool:
    """Whether the last run was ended from outside."""
    ended = [StateType.COMPLETED, StateType.FAILED, StateType.CRASHED, StateType.CANCELLED]
    last = await _runs(client, deployment, ended, 1)
    return bool(last) and last[0].state_type in (StateType.CRASHED, StateType.CANCELLED)


async def _keep_one_waiting(client: PrefectClient, deployment: UUID) -> None:
    """While a run takes longer than the schedule's step, let one wait for its end, not all."""
    while True:
        await asyncio.sleep(_POLL_SECONDS)
        try:
            for late in (await _overdue(client, deployment, _GRACE))[1:]:
                await client.delete_flow_run(late.id)
        except ObjectNotFound:
            continue
        except Exception as error:
            _LOGGER.warning("runs that wait could not be looked at: %s", error)


async def _overdue(client: PrefectClient, deployment: UUID, grace: timedelta) -> list[FlowRun]:
    """Runs that should have begun and have not, the earliest first."""
    limit = datetime.now(UTC) - grace
    runs = [
        run
        for run in await _runs(client, deployment, [StateType.SCHEDULED])
        if run.expected_start_time and run.expected_start_time < limit
    ]
    return sorted(runs, key=lambda run: run.expected_start_time or limit)


async def _runs(
    client: PrefectClient, deployment: UUID, states: list[StateType], limit: int = 200
) -> list[FlowRun]:
    """The deployment's runs in these states, those that were due last first."""
    return await client.read_flow_runs(
        flow_run_filter=FlowRunFilter(
            deployment_id=FlowRunFilterDeploymentId(any_=[deployment]),
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=states)),
        ),
        sort=FlowRunSort.EXPECTED_START_TIME_DESC,
        limit=limit,
    )
