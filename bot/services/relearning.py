"""A newly trained model takes the place of the present one without a restart, unless it knows less."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from bot.domain.errors import Transient
from bot.services.understanding import Understanding
from bot.storage import corrections
from bot.storage.corrections import Correction
from bot.storage.database import Database
from classifier import Classifier, ClassifierError

log = structlog.get_logger(__name__)

# The file that training writes last.
WEIGHTS = "weights.tsv"
COMPARED = 2000
LOOK_S = 60.0


@dataclass(slots=True)
class Relearning:
    """Watches the folder of the model (None: nothing to watch) and keeps `understanding` up to date."""

    db: Database
    understanding: Understanding
    folder: Path | None
    _seen: float = field(init=False)

    def __post_init__(self) -> None:
        self._seen = self._changed_at()

    async def run(self) -> None:
        """Until cancelled; nothing to do where there is no folder to watch."""
        while self.folder:
            await asyncio.sleep(LOOK_S)
            try:
                await self.look()
            except Transient as error:
                log.warning("model_not_compared", kind=type(error).__name__)

    async def look(self) -> None:
        """Swap the model where it changed and is no worse on the kept corrections; a broken one is refused."""
        changed_at = self._changed_at()
        if changed_at == self._seen:
            return
        self._seen = changed_at
        kept = await self.db.read(corrections.kept, COMPARED)
        try:
            new, was, became = await asyncio.to_thread(self._weigh, kept)
        except ClassifierError as error:
            log.error("model_refused", reason=str(error))
            return
        if became < was:
            log.error("model_refused", reason="it knows less", corrections=len(kept), right=became, right_before=was)
            return
        self.understanding.classifier = new
        log.info("model_swapped", corrections=len(kept), right=became, right_before=was)

    def _weigh(self, kept: Sequence[Correction]) -> tuple[Classifier, int, int]:
        """The new model, and how many of the corrections the present one and the new one get right."""
        new = Classifier.load(self.folder)
        return new, right(self.understanding.classifier, kept), right(new, kept)

    def _changed_at(self) -> float:
        file = self.folder / WEIGHTS if self.folder else None
        return file.stat().st_mtime if file and file.is_file() else 0.0


def right(classifier: Classifier, kept: Sequence[Correction]) -> int:
    """How many of `kept` the classifier puts into the category that people did."""
    return sum(classifier.classify(one.text).category == one.category for one in kept)
