"""The open-weight model beside the rules: it understands and phrases, and can neither invent a figure nor stop a turn."""

from gazel.reasoning.model.client import ModelClient
from gazel.reasoning.model.reasoner import ModelReasoner

__all__ = ["ModelClient", "ModelReasoner"]
