"""Work on documents: tasks wait in a bounded, fair queue and run in worker processes that may hang or die without harm."""

from linter.web.work.desk import Desk, Ticket

__all__ = ["Desk", "Ticket"]
