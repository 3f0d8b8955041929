"""What is served: the dashboard behind its gate. `make run` starts it; app.py by itself shows one sentence."""

import streamlit as st
from starlette.middleware import Middleware

from core.gate import Gate

# The server imports this once its port is fixed.
app = st.App("app.py", middleware=[Middleware(Gate, port=st.get_option("server.port"))])
