"""Turns what was understood into tool calls, one module a family of intents."""
