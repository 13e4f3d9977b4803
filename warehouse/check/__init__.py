"""The two gates: rows that break a promise are set aside, files that do are not published."""

from warehouse.check.built import warehouse_gate
from warehouse.check.quarantine import set_aside
from warehouse.check.rows import RowGate, row_gate

__all__ = ["RowGate", "row_gate", "set_aside", "warehouse_gate"]
