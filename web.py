"""What is served: the dashboard behind its gate. `make run` starts it; app.py by itself shows one sentence."""

import sys

import streamlit as st
from starlette.middleware import Middleware

from akses import OIDC, Gate, LoginRoutes, WrongLoginError, login_settings
from core.settings import WrongSettingError

try:
    login = login_settings()
except (WrongLoginError, WrongSettingError) as wrong:
    print(wrong, file=sys.stderr)
    sys.exit(1)

# The server imports this once its port is fixed.
app = st.App(
    "app.py",
    middleware=[Middleware(Gate, port=st.get_option("server.port"), login=login)],
    routes=LoginRoutes(login).routes() if login and login.mode == OIDC else [],
)
