"""A load on a Dask cluster of this machine: the cluster, and what is measured on it."""
