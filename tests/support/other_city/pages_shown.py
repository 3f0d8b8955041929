"""Every page of the installation that the environment names, every fold open (run with `python -m`).

Prints one JSON object: the texts of each page by its name.
"""

import json
from datetime import date

from core.scope import whole_city
from core.store import active_store
from core.store.published_builds import current_build
from pages.view.navigation import PATHS
from support.page_run import run_page

OCTOBER = date(2024, 10, 1), date(2024, 10, 31)

if __name__ == "__main__":
    scope = whole_city(current_build(active_store()))
    print(json.dumps({page: run_page(page, scope, OCTOBER).texts for page in PATHS.values()}))
