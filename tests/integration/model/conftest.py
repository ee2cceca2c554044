"""The protocol servers for this folder's tests."""

from fix_model_server import model_server, second_server

__all__ = ["model_server", "second_server"]
