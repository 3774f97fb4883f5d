"""What is shown of a telephone number to somebody who need not dial it."""

_HEAD, _TAIL = 3, 4


def masked_phone(phone: str) -> str:
    """「138****0000」: the first three and the last four digits; of a short number only the last two."""
    digits = "".join(letter for letter in phone if letter.isdigit())
    if len(digits) < _HEAD + _TAIL + 3:
        return "*" * max(0, len(digits) - 2) + digits[-2:] if len(digits) > 4 else "*" * len(digits)
    return f"{digits[:_HEAD]}{'*' * (len(digits) - _HEAD - _TAIL)}{digits[-_TAIL:]}"


def masked_name(name: str) -> str:
    """「王*」: the first character alone; nothing of nothing."""
    return f"{name[:1]}*" if name else ""
