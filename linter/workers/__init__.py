"""Worker processes that may hang, crash or run out of memory without harm: `Crew` runs sources in them and says what came of each.

Knows nothing of documents: screening, the cluster and the web page bring the function that the workers run.
"""

from linter.workers.crew import Crew
from linter.workers.values import Again, Budget, Done, Event, Left, Lost

__all__ = ["Again", "Budget", "Crew", "Done", "Event", "Left", "Lost"]
