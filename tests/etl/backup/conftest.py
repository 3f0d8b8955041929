"""A furnished installation, made once: each test has a copy of its own."""

import shutil
from pathlib import Path

import pytest
from support.files.installations import furnish
from support.own_settings import settings_below

from core.store import Store, user_store


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with something of everything; nobody changes it."""
    folder = tmp_path_factory.mktemp("lengkap")
    with settings_below(folder):
        furnish(user_store())
    return folder


@pytest.fixture
def furnished(template: Path, store: Store, tmp_path: Path) -> Store:
    """A copy of it for one test."""
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    return store
