"""The protocol server for this folder's tests."""

from fix_model_server import model_server

__all__ = ["model_server"]
