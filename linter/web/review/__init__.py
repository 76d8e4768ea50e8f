"""Screenings in the background: one after the other, each in a process of its own, their results kept until someone deletes them."""

from linter.web.review.job import Job
from linter.web.review.office import Office

__all__ = ["Job", "Office"]
