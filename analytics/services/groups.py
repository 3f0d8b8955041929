"""Service groups (core/service_groups.toml): which services are told together where counts are small."""

import tomllib

from core.settings import ROOT

_FILE = ROOT / "core" / "service_groups.toml"
_DECLARED: dict[str, list[str]] = tomllib.loads(_FILE.read_text("utf-8"))
_GROUP_OF = {service: group for group, services in _DECLARED.items() for service in services}

OTHER_GROUP = "lainnya"
SERVICE_GROUPS = (*sorted(_DECLARED), OTHER_GROUP)


def group_of(service: str) -> str:
    """Return the group of a service."""
    return _GROUP_OF.get(service, OTHER_GROUP)
