"""Checks a model's sentences against the evidence: every figure stays with its insurer, coverage, role and polarity."""
