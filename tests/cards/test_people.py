"""A card for other organisations' eyes names nobody."""

from bot.cards.card import Actions, Card, Facts, Listing, Mention, Note, Paragraph, Quote, Run, Text
from bot.cards.people import without_people
from bot.cards.plain import plain


def test_nobody_is_named_on_it_and_all_else_stands() -> None:
    who = Mention("U1", "dana")
    card = Card(
        "Moved by @dana o’neil",
        blocks=(
            Paragraph((Text("Edited by @dana, then by @dana o’neil"),)),
            Facts((("Added by", (who,)),)),
            Listing(((Text("1. Cash? "), who),)),
            Quote("As @dana said"),
            Note((Text("added by "), who)),
            Actions((Run("Mute", "mute c1"),)),
        ),
    )
    shown = without_people(card, ["dana", "@dana o’neil"])
    text = plain(shown)
    assert "Moved by somebody" in text
    assert "Edited by somebody, then by somebody" in text
    assert text.count("dana") == 1  # a release's own words are the release's
    assert shown.blocks[-1] == card.blocks[-1]
