# scipy ships no types of its own. What app/ uses most is typed here; the rest is Any.
from typing import Any

def __getattr__(name: str) -> Any: ...
