"""Tickerbell tells chat channels about investor calls: when, how to dial in, until when to ask.

One word per idea; these are the words, in code and in every message:

Company        an issuer: name, aliases, tickers (symbol and exchange), where it publishes
Call           one investor event that can be attended
Announcement   what one document claims about a call, with the sentence that says each thing
Dial-in        a phone number that leads into a call, E.164, shown in national form
Passcode       what the dial-in asks for; also called conference ID or access code by publishers
Webcast        where the call can be followed in a browser
Registration   a page that must be filled in before a call can be joined
Replay         the recording: its own numbers, passcode, opening and end
Cutoff         the moment until which questions may be sent ahead of the call
Subscription   a channel follows a company or one call, and where it differs from the defaults
Lead           how long before a moment a reminder goes out: 1d, 1h, 10m
Kind           what a message is about: announced, starts, questions, live, changed, cancelled, ...
Delivery       one message of one kind to one channel: a row that is planned, claimed, sent, never lost
Workspace      a Slack workspace or a Teams tenant: nothing crosses its border
The house      the operator: owner of what the operator's own sources find
"""

__version__ = "0.1.0"
