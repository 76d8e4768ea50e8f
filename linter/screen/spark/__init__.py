"""Screening on Apache Spark: the same stages as on one machine, spread over a cluster, with results that are the same row by row.

Nothing is decided here. `documents` runs the local engine on each shard of sources (linter/screen/local.py) inside the cluster's Python
processes; `joining` runs the steps of linter/screen/near on Arrow batches. Both are `mapInArrow`: pyspark 4 does not support pandas 3 yet,
which `mapInPandas` would go through. What is left for this package is to carry things there and back.

Documents are read by their paths from storage that every node sees at the same place, not as `binaryFile`: archives are gone through member
by member and need a file that can be sought in, and a source need not be sent through the JVM.
"""
