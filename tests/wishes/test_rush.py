"""The short form of `make volunteers`."""

from pathlib import Path

from bot.config import Settings
from classifier import Classifier
from tests.conversations.town import running_town, settings_for
from tests.wishes.rush import KILLS, Rush

VOLUNTEERS, WISHES = 40, 4
# So few at a time that the bot dies with most of them still unanswered.
AT_A_TIME = {"concurrency": 2}


async def test_each_wish_is_claimed_once_and_everybody_is_told(
    settings: Settings, classifier: Classifier, template: Path, tmp_path: Path
) -> None:
    async with running_town(settings_for(settings, tmp_path, intake=AT_A_TIME), classifier, template) as town:
        rush = Rush(town, VOLUNTEERS, WISHES)
        await rush.gather()
        assert await rush.tap() == KILLS
        assert await rush.check() == {"claims": WISHES, "refusals": VOLUNTEERS - WISHES}
        assert await rush.fulfil() == WISHES * settings.matter("微心愿").extra
