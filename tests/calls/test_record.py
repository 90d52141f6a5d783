"""Entries, their stored form, and the call that is read from them."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.calls.announcement import Change, EventKind, Live, Questions, Replay
from bot.calls.call import FIELDS, Entry, Status
from bot.calls.merge import edited, merge
from bot.calls.record import entries_of, from_json, overlay, to_json
from bot.calls.values import moment_from, start_value, stored_moment
from tests.calls.builders import HALDEN, NEW_YORK, TOLD, call, document, entries, ny, person, release

DAY = timedelta(days=1)
MIDNIGHT = datetime.combine(date(2014, 5, 14), time())


def test_a_release_comes_back_from_its_entries_as_it_was_read() -> None:
    found, seen = release(), call()
    assert (seen.starts_at, seen.zone, seen.zone_word) == (ny(5, 14, 17), NEW_YORK, "ET")
    assert (seen.live, seen.replay, seen.contact) == (found.live, found.replay, found.contact)
    assert seen.questions == found.questions
    assert (seen.status, seen.confirmed, seen.fiscal_period) == (Status.SCHEDULED, True, "Q1 2014")


def test_what_a_document_is_silent_on_has_no_entry() -> None:
    bare = release(live=Live(), replay=Replay(), questions=Questions(), fiscal_period=None)
    assert set(entries_of(bare, document(), {})) == {"title", "status", "confirmed", "starts_at", "contact"}


def test_a_bare_date_stays_a_bare_date() -> None:
    seen = call(release(starts_at=date(2014, 5, 14)))
    assert seen.starts_at == date(2014, 5, 14)


def test_a_field_says_the_sentence_of_each_of_its_parts_once() -> None:
    said = {
        "live.dial_ins[0].number": "Dial 888.",
        "live.dial_ins[1].number": "Dial 888.",
        "live.dial_ins[1].label": "Or 973.",
        "live.dial_insx": "Nothing of the kind.",
    }
    assert entries_of(release(), document(), said)["live.dial_ins"].sentence == "Dial 888. … Or 973."


def test_the_stored_form_keeps_each_source_once_and_comes_back_whole() -> None:
    rivalled = merge(
        edited(entries(), "starts_at", start_value(ny(5, 14, 16), NEW_YORK, "ET"), person(TOLD)).entries,
        entries(release(starts_at=ny(5, 15, 9)), document(TOLD + timedelta(days=2), date(2014, 5, 14))),
        TOLD,
    )
    stored = json.loads(json.dumps(to_json(rivalled.entries)))
    assert len(stored["sources"]) == 3
    assert from_json(stored) == dict(rivalled.entries)


def test_an_empty_row_gives_no_entries() -> None:
    assert from_json({}) == {}


@given(st.datetimes(MIDNIGHT - 5000 * DAY, MIDNIGHT + 9000 * DAY, timezones=st.timezones()) | st.dates())
def test_a_moment_comes_back_from_storage_to_the_second(moment: datetime | date) -> None:
    # Compared in UTC: across zones Python calls no two times of a doubled hour equal.
    exact = moment.astimezone(UTC).replace(microsecond=0) if isinstance(moment, datetime) else moment
    assert moment_from(stored_moment(moment)) == exact


def test_a_call_that_is_over_when_its_release_comes_in_is_held() -> None:
    late = document(ny(5, 14, 18), date(2014, 5, 12))
    assert call(entries=entries(release(), late)).status is Status.HELD
    still_on = document(ny(5, 14, 17, 59), date(2014, 5, 12))
    assert call(entries=entries(release(), still_on)).status is Status.SCHEDULED


def test_a_cancellation_and_a_postponement_set_the_status() -> None:
    cancelled = release(change=Change.CANCELLED)
    postponed = release(change=Change.POSTPONED, starts_at=None)
    postponed_to = release(change=Change.POSTPONED, starts_at=ny(5, 20, 17))
    assert [call(one).status for one in (cancelled, postponed, postponed_to)] == [
        Status.CANCELLED,
        Status.POSTPONED,
        Status.SCHEDULED,
    ]


def test_a_doubtful_start_makes_an_unconfirmed_call() -> None:
    assert not call(release(confirmed=False)).confirmed


def test_every_entry_stands_under_a_known_path_in_their_order() -> None:
    paths = list(entries())
    assert paths == [path for path in FIELDS if path in paths]


def test_a_workspaces_own_word_lies_over_the_houses_field_by_field() -> None:
    own = edited({}, "live.passcode", "777", person(TOLD)).entries
    seen = overlay(entries(), own)
    assert (seen["live.passcode"].value, seen["starts_at"]) == ("777", entries()["starts_at"])


def test_a_younger_document_of_the_house_becomes_the_rival_of_a_workspaces_word() -> None:
    own = edited({}, "starts_at", start_value(ny(5, 14, 17), NEW_YORK), person(TOLD)).entries
    house = entries(release(starts_at=ny(5, 14, 16)), document(TOLD + timedelta(days=1), date(2014, 5, 13)))
    seen = call(entries=overlay(house, own))
    assert (seen.starts_at, seen.rival_start) == (ny(5, 14, 16), ny(5, 14, 17))


def test_a_vaguer_document_of_the_house_is_no_rival() -> None:
    own = edited({}, "starts_at", start_value(ny(5, 14, 17), NEW_YORK), person(TOLD)).entries
    house = entries(release(starts_at=date(2014, 5, 14)), document(TOLD + DAY, date(2014, 5, 13)))
    assert overlay(house, own)["starts_at"].rival is None


def test_an_older_document_of_the_house_is_not_heard_against_a_person() -> None:
    own = edited({}, "starts_at", start_value(ny(5, 14, 17), NEW_YORK), person(TOLD + timedelta(days=1))).entries
    house = entries(release(starts_at=ny(5, 14, 16)))
    seen = call(entries=overlay(house, own))
    assert (seen.starts_at, seen.rival_start) == (ny(5, 14, 17), None)


def test_a_workspaces_own_release_gives_way_to_a_later_one_of_the_house() -> None:
    own = entries(release(), document(published=date(2014, 5, 12)))
    house = entries(release(starts_at=ny(5, 15, 9)), document(published=date(2014, 5, 13)))
    assert overlay(house, own)["starts_at"] == house["starts_at"]
    assert overlay(own, house)["starts_at"] == house["starts_at"]


def test_the_zone_of_a_start_that_names_none_is_that_of_the_companys_place() -> None:
    no_zone = entries(release(starts_at=date(2014, 5, 14), timezone=None, zone_word=None))
    assert call(entries=no_zone).zone == NEW_YORK
    assert call(entries=no_zone, company=replace(HALDEN, zone=None)).zone is None


def test_a_rival_on_a_bare_day_counts_from_its_beginning() -> None:
    source = document()
    start = Entry(
        start_value(ny(5, 14, 9), NEW_YORK), source, rival=Entry(start_value(date(2014, 5, 14), NEW_YORK), source)
    )
    seen = call(entries={"starts_at": start})
    assert (seen.starts_at, seen.rival_start) == (date(2014, 5, 14), ny(5, 14, 9))


def test_an_event_keeps_its_kind() -> None:
    assert call(release(event=EventKind.INVESTOR_DAY)).event is EventKind.INVESTOR_DAY
