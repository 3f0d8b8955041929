"""What is served: the dashboard behind its gate. `make run` starts it; app.py by itself shows one sentence."""

import sys

import streamlit as st
from starlette.middleware import Middleware

from akses import OIDC, SHORTEST_SECRET, Gate, LoginRoutes, login_settings
from core.disk import read_secret
from core.settings import SetupError, settings
from intake import upload_routes
from operations import OPERATION_PATHS, operation_routes, with_json_lines
from pages.frame.early_scripts import EarlyScripts
from pages.frame.scripts import scripts_in_pages

try:
    login = login_settings()
    token_file = settings().metrik_token_file
    token = read_secret("ADOPSI_METRIK_TOKEN_FILE", token_file, SHORTEST_SECRET) if token_file else None
    scripts = scripts_in_pages()
except SetupError as wrong:
    print(wrong, file=sys.stderr)
    sys.exit(1)

# The server imports this once its port is fixed. With a login its log is lines of JSON, and who starts it is a unit.
if login is None:
    print(f"Dasbor: http://127.0.0.1:{st.get_option('server.port')}", flush=True)
Gate.is_standing = True
app = st.App(
    "app.py",
    lifespan=with_json_lines if login else None,
    middleware=[
        Middleware(Gate, st.get_option("server.port"), login, OPERATION_PATHS, scripts),
        Middleware(EarlyScripts),
    ],
    routes=[
        *operation_routes(token),
        *upload_routes(),
        *(LoginRoutes(login).routes() if login and login.mode == OIDC else []),
    ],
)
