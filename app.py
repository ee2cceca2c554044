"""The app: Streamlit's pages and the REST/SSE API in one process."""

from pathlib import Path

import streamlit as st
from starlette.routing import Mount

from gazel.api.app import api

app = st.App(Path(__file__).parent / "gazel" / "ui" / "main.py", routes=[Mount("/api", app=api)])
