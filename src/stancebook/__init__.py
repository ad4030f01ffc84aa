"""Stancebook: compare what texts say about a policy, with the evidence beside every judgement."""

__version__ = "0.1.0"
