"""The next version of the warehouse, built beside the current one."""

from warehouse.arrival import Arrival
from warehouse.load.build import build, seal

__all__ = ["Arrival", "build", "seal"]
