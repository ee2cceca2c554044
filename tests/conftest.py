"""Fixtures shared by all tests live in the `fix_…` modules beside this file."""

from hypothesis import settings

pytest_plugins = ["fix_database", "fix_memory", "fix_runtime"]

# A busy machine is no failure: what has to be fast is measured by `gazel bench`.
settings.register_profile("gazel", deadline=None)
settings.load_profile("gazel")
