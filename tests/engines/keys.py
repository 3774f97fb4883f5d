"""The keys of the tests: made when they begin, handed to the processes that they start by the environment."""

import os

from bot.storage.vault import VARIABLE, Vault, new_key

KEYS = os.environ.setdefault(VARIABLE, new_key())
VAULT = Vault.of(KEYS)
