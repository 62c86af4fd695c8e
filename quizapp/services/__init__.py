"""Use cases: the clock, the seeds, the disk, the store and the core meet here and nowhere else."""
