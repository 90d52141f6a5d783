"""Pace: whatever is asked for, no channel and no workspace gets more than the platform takes."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some

from bot.delivery.messenger import Pace
from bot.delivery.pacing import LEAST, MINUTE, Pacing

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


def test_a_workspace_that_was_too_fast_gets_half_as_much_after_its_rest() -> None:
    pacing = Pacing(Pace(0, 200))
    pacing.too_fast("T1", 100.0, rest=30.0)
    assert (pacing.ready_at("T1", "C1", 101.0), pacing.ready_at("T2", "C1", 101.0)) == (130.0, 101.0)
    assert (pacing.per_minute("T1"), pacing.per_minute("T2")) == (100, 200)


def test_what_was_refused_together_slows_a_workspace_once() -> None:
    pacing = Pacing(Pace(0, 200))
    for number in range(50):
        pacing.too_fast("T1", 100.0 + number / 50, rest=1.0)
    assert pacing.per_minute("T1") == 100
    pacing.too_fast("T1", 110.0, rest=1.0)
    assert pacing.per_minute("T1") == 50


def test_a_workspace_always_has_a_little() -> None:
    pacing = Pacing(Pace(0, 200))
    for number in range(20):
        pacing.too_fast("T1", 100.0 * number, rest=1.0)
    assert pacing.per_minute("T1") == LEAST


@given(cap=some.integers(1, 500), refusals=some.integers(1, 6))
def test_what_goes_well_brings_the_pace_back_and_never_beyond_the_cap(cap: int, refusals: int) -> None:
    pacing = Pacing(Pace(0, cap))
    for number in range(refusals):
        pacing.too_fast("T1", 100.0 * number, rest=1.0)
    paces = []
    for _ in range(20_000):
        pacing.went_well("T1")
        paces.append(pacing.per_minute("T1"))
    assert paces == sorted(paces)
    assert paces[-1] == cap


def test_without_a_cap_only_the_platforms_own_rests_count() -> None:
    pacing = Pacing(Pace(0, 0))
    pacing.too_fast("T1", 100.0, rest=30.0)
    assert (pacing.ready_at("T1", "C1", 101.0), pacing.ready_at("T1", "C1", 131.0)) == (130.0, 131.0)
    assert pacing.per_minute("T1") == 0


def test_a_pace_that_was_learnt_is_forgotten_an_hour_after_the_last_refusal() -> None:
    pacing = Pacing(Pace(0, 200))
    pacing.too_fast("T1", 100.0, rest=30.0)
    pacing.tidy(3600.0)
    assert pacing.per_minute("T1") == 100
    pacing.tidy(3800.0)
    assert pacing.per_minute("T1") == 200
