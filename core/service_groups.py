"""The one list of service groups (service_groups.toml): which services are told together where counts are small."""

import tomllib
from pathlib import Path

_DECLARED: dict[str, list[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
_GROUP_OF = {service: group for group, services in _DECLARED.items() for service in services}

OTHER_GROUP = "lainnya"
SERVICE_GROUPS = (*sorted(_DECLARED), OTHER_GROUP)


def group_of(service: str) -> str:
    """Return the group of a service."""
    return _GROUP_OF.get(service, OTHER_GROUP)
