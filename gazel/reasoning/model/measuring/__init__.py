"""Measures the model beside the rules: planning, answers, extraction, and what the client itself costs."""
