"""JSON text as it goes over the wire: written once, compact, Chinese left readable."""

import json
from typing import Any

JSON = dict[str, Any]

dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
loads = json.loads

TRUE = "true"
