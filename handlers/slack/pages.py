"""The pages of an installation: the one with the button, and the one after it. No script, nothing from elsewhere."""

from html import escape

HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

_STYLE = """
:root { color-scheme: light dark; --ink: #1d2733; --soft: #5b6877; --paper: #fff; --ground: #f2f4f7; --line: #d9dee5;
  --brand: #1d3a5f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8edf3; --soft: #a3afbd; --paper: #1b222b; --ground: #11161c;
  --line: #333e4b; --brand: #9cc2f0; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--ground);
  color: var(--ink); font: 1.0625rem/1.55 system-ui, sans-serif; }
main { width: 100%; max-width: 38rem; padding: 2rem; background: var(--paper); border: 1px solid var(--line);
  border-radius: 12px; }
h1 { margin: 0 0 .75rem; font-size: 1.6rem; line-height: 1.25; }
h2 { margin: 1.75rem 0 .5rem; font-size: 1rem; }
p { margin: 0 0 1rem; }
ol, ul { margin: 0; padding-left: 1.4rem; }
li { margin: .4rem 0; }
.soft { color: var(--soft); font-size: .95rem; }
code { padding: .1em .35em; border: 1px solid var(--line); border-radius: 5px; background: var(--ground);
  font-size: .95em; overflow-wrap: anywhere; }
a { color: var(--brand); }
a.button { display: inline-block; margin: .5rem 0; padding: .75rem 1.4rem; border-radius: 8px; background: #1d3a5f;
  color: #fff; font-weight: 600; text-decoration: none; }
a.button:focus-visible { outline: 3px solid var(--brand); outline-offset: 3px; }
"""

_WRONG = {
    "access_denied": (
        "Nothing was installed",
        "You pressed Cancel on Slack's page. That is all right: nothing was changed.",
    ),
    "invalid_browser": (
        "This page was opened somewhere else",
        "An installation is finished in the browser that it was begun in, with cookies allowed for this address.",
    ),
    "invalid_state": (
        "This installation has run out",
        "It waited longer than ten minutes, or its page was loaded twice. Please begin again.",
    ),
    "missing_code": (
        "Slack sent no code",
        "This page is opened by Slack at the end of an installation. Please begin with the button.",
    ),
    "invalid_code": (
        "Slack did not take the code",
        "It works once, and for ten minutes. Please begin again; if this stays, whoever runs Tickerbell finds the "
        "reason in its log.",
    ),
    "storage_error": (
        "The installation could not be kept",
        "The database does not answer. Nothing was lost: please begin again in a minute.",
    ),
}
_OTHERWISE = ("It did not work", "Slack broke the installation off. Please begin again.")


def install_page(url: str, scopes: tuple[tuple[str, str], ...]) -> str:
    """The page with the button; ``url`` is Slack's own page, ``scopes`` what is asked for, each with its reason."""
    asked = "".join(f"<li><code>{escape(name)}</code> to {escape(reason)}</li>" for name, reason in scopes)
    return _page(
        "Add Tickerbell to Slack",
        "<p>Tickerbell tells your channels of investor calls: when they are, how to dial in, until when to ask "
        "questions, and the replay.</p>"
        f'<a class="button" href="{escape(url)}">Add to Slack</a>'
        '<p class="soft">Slack asks which workspace, and shows what is asked for. Where apps need approval, it sends '
        "the request to your administrator.</p>"
        f"<h2>What it may do, and why</h2><ul>{asked}</ul>",
    )


def installed_page(place: str, open_url: str, command: str) -> str:
    """The page after it: what to do next in ``place``, which ``open_url`` opens."""
    return _page(
        f"Tickerbell is in {place}",
        "<p>It is in no channel yet, and posts nothing before somebody asks for it.</p><h2>What to do next</h2><ol>"
        "<li>In the channel that is to get the calls, type <code>/invite @Tickerbell</code></li>"
        f"<li>Follow a company: <code>{escape(command)} subscribe AAPL</code></li>"
        f"<li>See what else it can do: <code>{escape(command)} help</code></li></ol>"
        f'<p><a class="button" href="{escape(open_url)}">Open Slack</a></p>',
    )


def failed_page(reason: str, install_path: str) -> str:
    """The page where it did not work; ``reason`` is Bolt's or Slack's word for it."""
    title, sentence = _WRONG.get(reason, _OTHERWISE)
    again = f'<p><a class="button" href="{escape(install_path)}">Begin again</a></p>'
    return _page(title, f"<p>{sentence}</p>{again}")


def _page(title: str, inside: str) -> str:
    shown = escape(title)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{shown}</title><style>{_STYLE}</style></head><body><main><h1>{shown}</h1>{inside}</main></body></html>"
    )
