"""Testimonia: source criticism for piles of political documents."""

__version__ = "0.1.0"
