"""GAZEL: an insurance-brokering adviser whose agent memory runs on one PostgreSQL."""

__version__ = "0.1.0"
