"""The open-weight model beside the rules: it understands and phrases, and can neither invent a figure nor stop a turn."""
