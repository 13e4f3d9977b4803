"""Metric: what is measured."""
