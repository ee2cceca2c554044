"""Writes the answer: Korean words for figures, and prose from plan and evidence."""
