"""Pace: whatever is asked for, no channel and no workspace gets more than the platform takes."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some

from bot.delivery.messenger import Pace
from bot.delivery.pacing import MINUTE, Pacing

_posts = some.lists(
    some.tuples(some.sampled_from(["T1", "T2"]), some.sampled_from(["C1", "C2", "C3"]), some.floats(0, 20)), max_size=80
)


@given(posts=_posts, per_minute=some.integers(1, 8), seconds=some.floats(0, 5))
def test_neither_a_channel_nor_a_workspace_is_ever_posted_to_faster(
    posts: list[tuple[str, str, float]], per_minute: int, seconds: float
) -> None:
    pacing = Pacing(Pace(seconds, per_minute))
    channels: dict[tuple[str, str], list[float]] = {}
    workspaces: dict[str, list[float]] = {}
    now = 0.0
    for workspace, channel, pause in posts:
        now = pacing.ready_at(workspace, channel, now + pause)
        pacing.took(workspace, channel, now)
        channels.setdefault((workspace, channel), []).append(now)
        workspaces.setdefault(workspace, []).append(now)
    assert all(b - a >= seconds - 1e-6 for times in channels.values() for a, b in pairwise(times))
    for times in workspaces.values():
        apart = zip(times, times[per_minute:], strict=False)
        assert all(later - earlier >= MINUTE - 1e-6 for earlier, later in apart)


@given(taken=some.integers(0, 12), ahead=some.integers(0, 40), per_minute=some.integers(1, 10))
def test_who_waits_behind_others_is_told_when_it_will_be_its_turn(taken: int, ahead: int, per_minute: int) -> None:
    told, real = (Pacing(Pace(0, per_minute)) for _ in range(2))
    for pacing in (told, real):
        for number in range(min(taken, per_minute)):
            pacing.took("T1", f"C{number}", float(number))
    now = 12.0
    expected = now
    for number in range(ahead + 1):
        expected = real.ready_at("T1", f"D{number}", expected)
        real.took("T1", f"D{number}", expected)
    assert abs(told.workspace_ready_at("T1", now, ahead) - expected) < 1e-6


def test_a_platform_without_a_pace_takes_everything_at_once() -> None:
    pacing = Pacing(Pace(0, 0))
    for _ in range(1000):
        pacing.took("T1", "C1", 5.0)
    assert pacing.ready_at("T1", "C1", 5.0) == 5.0


def test_what_was_posted_long_ago_is_forgotten() -> None:
    pacing = Pacing(Pace(1, 1))
    pacing.took("T1", "C1", 0.0)
    pacing.tidy(MINUTE / 2)
    assert pacing.ready_at("T1", "C2", MINUTE / 2) == MINUTE
    pacing.tidy(2 * MINUTE)
    assert pacing.ready_at("T1", "C1", 2 * MINUTE) == 2 * MINUTE


def test_a_new_owner_keeps_the_pace_of_the_one_before() -> None:
    pacing = Pacing(Pace(1, 2))
    pacing.take_over("T1", [("C2", 9.5), ("C1", 5.0)])
    assert pacing.ready_at("T1", "C1", 10.0) == 5.0 + MINUTE
    pacing.forget("T1")
    assert pacing.ready_at("T1", "C2", 10.0) == 10.0
