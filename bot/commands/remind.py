"""remind: when reminders go out, for the channel or for one company."""

import re

from bot.cards.card import Card, Paragraph, Text, Tone
from bot.cards.phrases import company_words
from bot.cards.voice import whom
from bot.commands.command import Answer, Command, Request, always
from bot.commands.promises import leads_said
from bot.commands.words import tidy
from bot.errors import UserError
from bot.reminders.kinds import kind_named
from bot.reminders.leads import parse_leads
from bot.usecases.desk import Desk
from bot.usecases.remind import remind

USAGE = "remind [TICKER] 1d,1h,10m|default|off"
_LEADS = re.compile(r"(?:^|\s)((?:\d+\s*[a-z]+[\s,]*)+|default|off|none)$", re.IGNORECASE)


async def _run(desk: Desk, request: Request, typed: str) -> Answer:
    word, leads = parse(typed)
    company = await remind(desk, request.channel, request.person, word, leads, request.now)
    usual = kind_named("starts").leads if company is None else None
    whose = (
        f"each call of {company_words(company)}"
        if company
        else f"each call that {'you follow' if request.channel.direct else 'this channel follows'}"
    )
    if leads == ():
        said = (
            f"I will post no reminders before {'calls of ' + company_words(company) if company else 'any call here'}."
        )
    elif leads is None and usual is None:
        said = f"I will remind {whom(request.channel)} of {whose} as of all others."
    else:
        said = f"I will post {leads_said(leads or usual or ())} before {whose}."
    return Answer(Card("Reminders changed", Tone.DONE, (Paragraph((Text(said),)),)), public=True)


def parse(typed: str) -> tuple[str | None, tuple[str, ...] | None]:
    """The company that was named, if any, and the leads: none at all for "off", None for "default"."""
    tidied = tidy(typed)
    found = _LEADS.search(tidied)
    if found is None:
        raise UserError("When should I send reminders here?", f"Type: {USAGE}")
    word = tidied[: found.start()].strip(" ,") or None
    said = found[1].strip(" ,")
    return (word.lstrip("$") if word else None), None if said.casefold() == "default" else parse_leads(said)


COMMAND = Command(
    name="remind",
    usage=USAGE,
    summary="Choose when reminders go out",
    run=_run,
    examples=("remind 1d,1h", "remind CLR 2h,10m", "remind CLR default", "remind off"),
    in_teams_list=True,
    changes=always,
)
