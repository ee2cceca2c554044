"""Fixtures shared by all tests live in the `fix_…` modules beside this file."""

pytest_plugins = ["fix_database", "fix_memory", "fix_runtime"]
