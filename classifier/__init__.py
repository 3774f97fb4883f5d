"""A sentence in, a verdict out: which of the 25 categories, how surely, because of which words, how urgent.

Knows nothing of the bot. Nothing is read before `Classifier.load`.
"""

from classifier.errors import BrokenData, ClassifierError, DoesWorse
from classifier.model import Classifier
from classifier.verdict import CATEGORIES, Urgency, Verdict

__all__ = ["CATEGORIES", "BrokenData", "Classifier", "ClassifierError", "DoesWorse", "Urgency", "Verdict"]
