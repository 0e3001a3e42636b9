"""What of a name and a phone number is shown to whoever has not asked for the whole."""

_PHONE_WHOLE = 11
_HEAD, _TAIL = 3, 4


def mask_name(name: str) -> str:
    """王** : the first character; how long the name is stays hidden too."""
    return f"{name[:1]}**"


def mask_phone(phone: str) -> str:
    """138****5678 for a mobile number; of a shorter one only its last two."""
    if len(phone) >= _PHONE_WHOLE:
        return f"{phone[:_HEAD]}****{phone[-_TAIL:]}"
    return f"****{phone[-2:]}" if len(phone) > _TAIL else "****"
