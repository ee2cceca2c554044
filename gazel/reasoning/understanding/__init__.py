"""Understands a Korean question: what is asked, about whom and what, with which dates, amounts and premises."""
