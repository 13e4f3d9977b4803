"""Measurements: one module a question, none of them part of the test command."""
