"""The call that the playground begins with: an invented company's release, a few days ahead whenever it is read."""

from datetime import date, datetime, timedelta

from bot.times import local_date

CHANNEL = "biotech"
SYMBOL = "FRNH"
ZONE = "America/New_York"
DAYS_AHEAD = 3

_QUARTERS = ("First", "Second", "Third", "Fourth")
_ENDS = ("March 31", "June 30", "September 30", "December 31")


def opening_lines(command: str, now: datetime) -> tuple[str, ...]:
    """What a first visitor would type: follow a company, then add its release."""
    return (f"{command} subscribe {SYMBOL}", f"{command} add {sample_release(local_date(now, ZONE))}")


def sample_release(today: date) -> str:
    """A release published on ``today`` (a date in New York) about a call at the start of the afternoon's close, some
    days later.

    It holds what releases hold: two ways to dial in, a replay with numbers and an ID of its own, a cutoff for
    questions on the day itself, and a contact that spells the company in another way. Nothing in it leads anywhere:
    the names are reserved for examples (RFC 2606), and nobody has the numbers.
    """
    call = _working_day(today + timedelta(days=DAYS_AHEAD))
    quarter, year = _last_quarter(today)
    name = _QUARTERS[quarter]
    return f"""\
Fernhollow Biosciences to Report {name} Quarter {year} Results on {_month_day(call)}

BURLINGTON, Vt., {_full(today)} (SAMPLE NEWSWIRE) -- Fernhollow Biosciences, Inc. (NASDAQ: {SYMBOL}), which develops
medicines from the chemistry of ferns, today announced that it will report its financial results for the
{name.lower()} quarter ended {_ENDS[quarter]}, {year}, on {call:%A}, {_full(call)}, after the close of the market.
Management will host a conference call and live webcast at 4:30 PM ET that day to review the results and to give
an update on its programs.

Conference Call and Webcast:

Investors may join the call by dialing 800-555-0142 (domestic) or 212-555-0143 (international) and giving the
conference ID 7204418. A live webcast will be available at https://ir.fernhollow.example.com/events.

A replay will be available for one week following the call by dialing 855-555-0161 (domestic) or 404-555-0177
(international) and entering replay ID 13750926.

Questions:

Investors may e-mail their questions to ir@fernhollow.example.com. E-mailed questions will be accepted until
12:00 noon ET on {call:%A}, {_full(call)}.

About Fernhollow Biosciences

Fernhollow Biosciences is an invented company. Its lead compound, FH-101, is the reason this sample has something
to talk about.

Contact:
Wren Alder, Investor Relations
Fernholow Biosciences, Inc.
Phone: (802) 555-0118
Email: walder@fernholow.example.org

Source: Fernholow Biosciences, Inc.
"""


def _working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= 5 else day


def _last_quarter(today: date) -> tuple[int, int]:
    """The quarter that ended before ``today``, counted from 0, and its year."""
    quarter = (today.month - 1) // 3 - 1
    return (quarter, today.year) if quarter >= 0 else (3, today.year - 1)


def _month_day(day: date) -> str:
    return f"{day:%B} {day.day}"


def _full(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
