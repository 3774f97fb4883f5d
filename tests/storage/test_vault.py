"""What is sealed opens where it was sealed and nowhere else; no key is ever written out."""

import base64
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import BadConfiguration, WrongKey
from bot.storage.vault import LOCKED, VARIABLE, Field, Vault, is_sealed, new_key

NAME, PHONE = Field("roster", "name", "key"), Field("roster", "phone", "key")
SECRET = base64.b64encode(bytes(range(32))).decode()
VAULT = Vault.of(f"k1:{SECRET}")


@given(plain=st.text(st.characters(exclude_categories=["Cs"])), row=st.text())
def test_what_is_sealed_opens_and_nothing_of_it_is_seen(plain: str, row: str) -> None:
    row = row.encode("utf-8", "ignore").decode()
    sealed = VAULT.seal(NAME, row, plain)
    assert VAULT.open(NAME, row, sealed) == plain
    assert is_sealed(sealed) is bool(plain)
    assert len(plain) < 3 or plain not in sealed


def test_the_same_twice_looks_different() -> None:
    assert VAULT.seal(PHONE, "1", "139") != VAULT.seal(PHONE, "1", "139")


@pytest.mark.parametrize(
    ("field", "row"),
    [(NAME, "1"), (PHONE, "2"), (Field("wish", "phone", "key"), "1"), (Field("rosterphone", "", ""), "1")],
)
def test_moved_elsewhere_it_does_not_open(field: Field, row: str) -> None:
    sealed = VAULT.seal(PHONE, "1", "139 0000 0000")
    with pytest.raises(WrongKey, match="does not open"):
        VAULT.open(field, row, sealed)


def test_not_one_changed_character_goes_unseen() -> None:
    sealed = VAULT.seal(PHONE, "1", "139 0000 0000")
    for at, mark in enumerate(sealed):
        for other in "A~ 7":
            changed = f"{sealed[:at]}{other}{sealed[at + 1 :]}"
            # The last character of base64 has bits that mean nothing.
            if other != mark and base64.b64decode(changed[4:] + "==") != base64.b64decode(sealed[4:] + "=="):
                with pytest.raises(WrongKey):
                    VAULT.open(PHONE, "1", changed)
    for cut in range(1, len(sealed)):
        with pytest.raises(WrongKey):
            VAULT.open(PHONE, "1", sealed[:cut])


def test_the_first_key_seals_and_every_key_opens() -> None:
    both = Vault.of(f"{new_key()},k1:{SECRET}")
    old = VAULT.seal(PHONE, "1", "139")
    assert both.open(PHONE, "1", old) == both.open(PHONE, "1", both.seal(PHONE, "1", "139")) == "139"
    with pytest.raises(WrongKey, match="which CHUISHAO_FIELD_KEYS does not name"):
        VAULT.open(PHONE, "1", both.seal(PHONE, "1", "139"))
    assert VAULT.index("139") in both.indices("139")
    assert both.index("139") == both.indices("139")[0] != VAULT.index("139")


def test_another_key_of_the_same_name_does_not_open() -> None:
    other = Vault.of(f"k1:{base64.b64encode(os.urandom(32)).decode()}")
    with pytest.raises(WrongKey):
        other.open(PHONE, "1", VAULT.seal(PHONE, "1", "139"))
    assert other.index("139") != VAULT.index("139")


def test_a_blind_index_is_short_steady_and_says_nothing() -> None:
    numbers = [f"+8613{number:09}" for number in range(2000)]
    indices = {VAULT.index(number) for number in numbers}
    assert len(indices) == 2000
    assert {len(index) for index in indices} == {16}
    assert VAULT.index("") == ""


@pytest.mark.parametrize(
    "written",
    ["", " , ", "k1", f"k1{SECRET}", f":{SECRET}", f"K1:{SECRET}", f"k1:{SECRET[:-4]}", f"k1:{SECRET}AAAA",
     f"k 1:{SECRET}", f"k1:{SECRET},k1:{SECRET}", f"k1:{SECRET};k2:{SECRET}", "k1:" + "!" * 44,
     f"{'k' * 33}:{SECRET}", "钥匙:" + SECRET],
)  # fmt: skip
def test_what_is_no_key_is_refused_without_being_repeated(written: str) -> None:
    with pytest.raises(BadConfiguration, match=VARIABLE) as refused:
        Vault.of(written)
    assert SECRET[:8] not in str(refused.value)
    assert refused.value.__cause__ is None


def test_without_keys_nothing_is_sealed_or_opened() -> None:
    for act in (lambda: LOCKED.seal(PHONE, "1", "139"), lambda: LOCKED.open(PHONE, "1", VAULT.seal(PHONE, "1", "139"))):
        with pytest.raises(BadConfiguration, match="keys new"):
            act()
    with pytest.raises(BadConfiguration):
        LOCKED.indices("139")
    assert LOCKED.seal(PHONE, "1", "") == LOCKED.open(PHONE, "1", "") == ""


def test_a_new_key_is_one_and_each_is_another() -> None:
    keys = {new_key() for _ in range(50)}
    assert len({name for key in keys for name in Vault.of(key).names}) == 50


def test_whoever_writes_a_vault_out_sees_no_key() -> None:
    shown = f"{VAULT!r} {vars(VAULT)}"
    assert "k1" in shown
    assert SECRET not in shown
    assert repr(bytes(range(32)))[2:20] not in shown
